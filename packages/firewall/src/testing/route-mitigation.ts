import type { FirewallFacts } from "@sendcat/shared-types";
import type { HasField, RouteWithSrc } from "@vercel/routing-utils";

type Field = HasField[number];

/** The documentation does not say whether an expression in `has` is searched for or has to match the whole value. */
export type Reading = "search" | "whole";

/** What Vercel does with a request by the routes of vercel.json: the first match decides. */
export function routeMitigation(
  routes: readonly RouteWithSrc[],
  facts: FirewallFacts,
  reading: Reading,
): "deny" | "challenge" | "pass" {
  const holds = (field: Field): boolean => fieldHolds(field, facts, reading);
  const match = routes.find(
    ({ src, methods, has, missing, caseSensitive }) =>
      new RegExp(src, caseSensitive ? "" : "i").test(facts.path) &&
      (methods === undefined || methods.includes(facts.method)) &&
      (has ?? []).every(holds) &&
      !(missing ?? []).some(holds),
  );
  return match?.mitigate?.action ?? "pass";
}

function fieldHolds(field: Field, facts: FirewallFacts, reading: Reading): boolean {
  const value = field.type === "header" ? header(field.key, facts) : null;
  if (value === null || value === undefined) return false;
  const test = field.value;
  if (test === undefined) return true;
  if (typeof test === "string") return new RegExp(`^(?:${test})$`).test(value);
  const tests: readonly boolean[] = [
    test.eq === undefined || String(test.eq) === value,
    test.neq === undefined || test.neq !== value,
    test.inc === undefined || test.inc.includes(value),
    test.ninc === undefined || !test.ninc.includes(value),
    test.pre === undefined || value.startsWith(test.pre),
    test.suf === undefined || value.endsWith(test.suf),
    test.re === undefined || new RegExp(reading === "whole" ? `^(?:${test.re})$` : test.re).test(value),
    test.gt === undefined || Number(value) > test.gt,
    test.gte === undefined || Number(value) >= test.gte,
    test.lt === undefined || Number(value) < test.lt,
    test.lte === undefined || Number(value) <= test.lte,
  ];
  return tests.every(Boolean);
}

function header(name: string, facts: FirewallFacts): string | null | undefined {
  switch (name.toLowerCase()) {
    case "content-type":
      return facts.contentType;
    case "content-length":
      return facts.contentLength === null ? null : String(facts.contentLength);
    case "user-agent":
      return facts.userAgent;
    default:
      return facts.header?.(name);
  }
}
