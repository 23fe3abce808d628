import { isRecord } from "@sendcat/shared-types";
import type { Reading } from "../reading.ts";
import { cookieOf, headerOf, type Visit } from "../visit.ts";

type Test = (value: string) => boolean;

const READERS: Readonly<Record<string, (visit: Visit, key: string) => string | null>> = {
  host: (visit) => headerOf(visit, "host")?.replace(/:\d+$/, "") ?? null,
  header: headerOf,
  cookie: cookieOf,
  query: (visit, key) => visit.query.get(key),
};

/**
 * An entry of `has` or `missing`: https://vercel.com/docs/project-configuration/vercel-json#has-object-definition. Without a value it asks
 * whether the field is there. Throws for what it does not know.
 */
export function compileField(field: unknown, reading: Reading): (visit: Visit) => boolean {
  const { type, key = "", value: wanted, ...others } = isRecord(field) ? field : {};
  const read = READERS[String(type)];
  if (!read || typeof key !== "string" || Object.keys(others).length > 0) throw unknown(field);
  const tests = wanted === undefined ? [] : testsOf(wanted, reading, field);
  return (visit) => {
    const value = read(visit, key);
    return value !== null && tests.every((holds) => holds(value));
  };
}

function testsOf(wanted: unknown, reading: Reading, field: unknown): readonly Test[] {
  if (typeof wanted === "string") return [expressionTest(wanted, "whole")];
  if (!isRecord(wanted)) throw unknown(field);
  return Object.entries(wanted).map(([op, value]): Test => {
    const number = Number(value);
    const list: readonly unknown[] = Array.isArray(value) ? value : [];
    switch (op) {
      case "eq":
        return (fact) => fact === String(value);
      case "neq":
        return (fact) => fact !== String(value);
      case "inc":
        return (fact) => list.includes(fact);
      case "ninc":
        return (fact) => !list.includes(fact);
      case "pre":
        return (fact) => fact.startsWith(String(value));
      case "suf":
        return (fact) => fact.endsWith(String(value));
      case "re":
        return expressionTest(String(value), reading.expression);
      case "gt":
        return (fact) => Number(fact) > number;
      case "gte":
        return (fact) => Number(fact) >= number;
      case "lt":
        return (fact) => Number(fact) < number;
      case "lte":
        return (fact) => Number(fact) <= number;
      default:
        throw unknown(field);
    }
  });
}

function expressionTest(source: string, how: Reading["expression"]): Test {
  const expression = new RegExp(how === "whole" ? `^(?:${source})$` : source);
  return (value) => expression.test(value);
}

function unknown(field: unknown): Error {
  return new Error(`vercel.json: a route asks for ${JSON.stringify(field)}, which is unknown here`);
}
