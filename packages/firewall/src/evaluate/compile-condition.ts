import type { Condition } from "../rule.ts";
import type { PreparedFacts } from "./prepared-facts.ts";

export type Matcher = (facts: PreparedFacts) => boolean;

/**
 * Vercel's operators, ignoring case. Every test of an absent fact is false; `neg` then inverts the result. Throws a SyntaxError for an
 * invalid regular expression.
 */
export function compileCondition(condition: Condition): Matcher {
  const read = reader(condition);
  const test = valueTest(condition);
  const negated = condition.neg === true;
  return (facts) => {
    const value = read(facts);
    return (value !== null && test(value)) !== negated;
  };
}

function reader({ type, key }: Condition): (facts: PreparedFacts) => string | null {
  if (type !== "header") return (facts) => facts[type];
  const name = key.toLowerCase();
  return (facts) => facts.header(name);
}

function valueTest({ op, value }: Condition): (fact: string) => boolean {
  switch (op) {
    case "ex":
      return () => true;
    case "inc": {
      const wanted = new Set(value.map((one) => one.toLowerCase()));
      return (fact) => wanted.has(fact);
    }
    case "re": {
      const expression = new RegExp(value, "i");
      return (fact) => expression.test(fact);
    }
    default: {
      const wanted = value.toLowerCase();
      if (op === "eq") return (fact) => fact === wanted;
      return op === "pre" ? (fact) => fact.startsWith(wanted) : (fact) => fact.includes(wanted);
    }
  }
}
