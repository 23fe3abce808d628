import fc from "fast-check";
import type { FirewallFacts } from "@sendcat/shared-types";
import { PLAIN_TYPES, TEXT_OPS, type Condition, type Rule, type RuleAction } from "../rule.ts";

// Small pools, shared by rules and requests, so that rules match about half of the time.
const texts = fc.constantFrom(
  "/",
  "/api/",
  "/api/chat",
  "/API/Chat",
  "post",
  "GET",
  "application/json",
  "JM",
  "64500",
  "cat",
);
const expressions = fc.constantFrom("^/api", "chat$", "(get|post)", "[0-9]+", "json", "a{2,3}", "J.");

const test = fc.oneof(
  fc.record({ op: fc.constantFrom(...TEXT_OPS.filter((op) => op !== "re")), value: texts }),
  fc.record({ op: fc.constant("re" as const), value: expressions }),
  fc.record({ op: fc.constant("inc" as const), value: fc.array(texts, { minLength: 1, maxLength: 3 }) }),
  fc.record({ op: fc.constant("ex" as const) }),
);
const neg = fc.option(fc.boolean(), { nil: undefined }).map((value) => (value === undefined ? {} : { neg: value }));
const plainType = fc.constantFrom(...PLAIN_TYPES);
const headerName = fc.constantFrom("content-type", "Content-Length", "x-cat");

const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.tuple(plainType, test, neg).map(([type, body, sign]) => ({ type, ...body, ...sign })),
  fc.tuple(headerName, test, neg).map(([key, body, sign]) => ({ type: "header" as const, key, ...body, ...sign })),
);

const action: fc.Arbitrary<RuleAction> = fc.oneof(
  fc.constant({ type: "deny" as const }),
  fc.record({
    type: fc.constant("rate_limit" as const),
    windowSeconds: fc.integer({ min: 10, max: 3_600 }),
    limit: fc.integer({ min: 1, max: 3 }),
  }),
);

export const arbitraryRule: fc.Arbitrary<Rule> = fc.record({
  id: fc.stringMatching(/^[a-z]{1,8}(-[a-z0-9]{1,4}){0,2}$/),
  name: fc.string({ maxLength: 40 }),
  description: fc.string({ maxLength: 80 }),
  active: fc.boolean(),
  any: fc.array(fc.array(condition, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
  action,
});

export const arbitraryFacts: fc.Arbitrary<FirewallFacts> = fc.record({
  method: fc.constantFrom("GET", "POST", "get"),
  path: fc.constantFrom("/", "/api/chat", "/Api/Session", "/t/123"),
  ip: fc.constantFrom("203.0.113.7", "198.51.100.1", "2001:db8::1", "no address", null),
  country: fc.constantFrom("JM", "tt", null),
  asNumber: fc.constantFrom(64_500, 1, null),
  userAgent: fc.constantFrom("Mozilla/5.0 cat", "", null),
  contentType: fc.constantFrom("application/json", "Application/JSON; charset=utf-8", "text/plain", null),
  contentLength: fc.constantFrom(0, 12, 99_999, null),
  header: fc.constantFrom(
    () => null,
    (name: string) => (name === "x-cat" ? "Cat 64500" : null),
  ),
});
