import type { Condition } from "../rule.ts";
import { inAddressRange, parseAddressRange } from "./address-range.ts";
import type { PreparedFacts } from "./prepared-facts.ts";

export type Matcher = (facts: PreparedFacts) => boolean;

/**
 * Vercel's operators, case ignored. Of an absent fact every positive test is false and `neq`, `ninc` and `nex` are true; `neg` then turns
 * the answer round. Throws a SyntaxError for an expression that is none.
 */
export function compileCondition(condition: Condition): Matcher {
  const matches = condition.type === "ip_address" ? addressMatcher(condition) : textMatcher(condition);
  return condition.neg === true ? (facts) => !matches(facts) : matches;
}

function textMatcher(condition: Condition): Matcher {
  const read = reader(condition);
  const test = valueTest(condition);
  return (facts) => test(read(facts));
}

function reader(condition: Condition): (facts: PreparedFacts) => string | null {
  switch (condition.type) {
    case "path":
    case "raw_path":
      return (facts) => facts.path;
    case "method":
      return (facts) => facts.method;
    case "host":
      return (facts) => facts.host;
    case "user_agent":
      return (facts) => facts.userAgent;
    case "geo_country":
      return (facts) => facts.country;
    case "geo_as_number":
      return (facts) => facts.asNumber;
    case "header": {
      const name = condition.key.toLowerCase();
      return (facts) => facts.header(name);
    }
    case "ip_address":
      return () => null;
  }
}

function valueTest(condition: Condition): (value: string | null) => boolean {
  switch (condition.op) {
    case "ex":
      return (value) => value !== null;
    case "nex":
      return (value) => value === null;
    case "inc": {
      const wanted = new Set(condition.value.map((one) => one.toLowerCase()));
      return (value) => value !== null && wanted.has(value);
    }
    case "ninc": {
      const unwanted = new Set(condition.value.map((one) => one.toLowerCase()));
      return (value) => value === null || !unwanted.has(value);
    }
    case "gt":
    case "gte":
    case "lt":
    case "lte":
      return numberTest(condition.op, condition.value);
    default:
      return textTest(condition.op, condition.value);
  }
}

function textTest(op: "eq" | "neq" | "pre" | "suf" | "sub" | "re", text: string): (value: string | null) => boolean {
  const wanted = text.toLowerCase();
  switch (op) {
    case "eq":
      return (value) => value === wanted;
    case "neq":
      return (value) => value !== wanted;
    case "pre":
      return (value) => value !== null && value.startsWith(wanted);
    case "suf":
      return (value) => value !== null && value.endsWith(wanted);
    case "sub":
      return (value) => value !== null && value.includes(wanted);
    case "re": {
      const expression = new RegExp(text, "i");
      return (value) => value !== null && expression.test(value);
    }
  }
}

function numberTest(op: "gt" | "gte" | "lt" | "lte", limit: number): (value: string | null) => boolean {
  const compare = {
    gt: (value: number) => value > limit,
    gte: (value: number) => value >= limit,
    lt: (value: number) => value < limit,
    lte: (value: number) => value <= limit,
  }[op];
  return (value) => value !== null && value !== "" && compare(Number(value));
}

/** Equality of addresses is membership in a range: `203.0.113.0/24` is a value like `203.0.113.7`. */
function addressMatcher(condition: Condition): Matcher {
  const { op } = condition;
  if (op === "ex") return (facts) => facts.address() !== null;
  if (op === "nex") return (facts) => facts.address() === null;
  if (op !== "eq" && op !== "neq" && op !== "inc" && op !== "ninc") return () => false;
  const values = typeof condition.value === "string" ? [condition.value] : condition.value;
  const ranges = values.flatMap((value) => parseAddressRange(value) ?? []);
  const wantsInside = op === "eq" || op === "inc";
  return (facts) => {
    const address = facts.address();
    const inside = address !== null && ranges.some((range) => inAddressRange(address, range));
    return inside === wantsInside;
  };
}
