import { expect, it } from "vitest";
import { problemsWith } from "./limits.ts";
import type { Condition, Rule, RateLimitAction } from "./rule.ts";
import { RULES } from "./rules.ts";

const path: Condition = { type: "path", op: "eq", value: "/" };
const plain: Rule = {
  id: "plain",
  name: "Plain",
  description: "",
  active: true,
  any: [[path]],
  action: { type: "deny" },
};
const limit: RateLimitAction = { type: "rate_limit", windowSeconds: 60, limit: 10 };

it.each<[string, Partial<Rule>]>([
  ["slug", { id: "Not A Slug" }],
  ["name has", { name: "n".repeat(160) }],
  ["description has", { description: "d".repeat(240) }],
  ["no condition", { any: [] }],
  ["no condition", { any: [[path], []] }],
  ["26 groups", { any: Array.from({ length: 26 }, () => [path]) }],
  ["longer than 512", { any: [[{ type: "path", op: "re", value: "x".repeat(513) }]] }],
  ["back reference", { any: [[{ type: "path", op: "re", value: "(x)\\1" }]] }],
  ["list is empty", { any: [[{ type: "method", op: "inc", value: [] }]] }],
  ["value is empty", { any: [[{ type: "user_agent", op: "eq", value: "" }]] }],
  ["no name", { any: [[{ type: "header", key: "", op: "ex" }]] }],
  ["window of 9", { action: { ...limit, windowSeconds: 9 } }],
  ["window of 3601", { action: { ...limit, windowSeconds: 3_601 } }],
  ["limit of 0", { action: { ...limit, limit: 0 } }],
  ["limit of 10000001", { action: { ...limit, limit: 10_000_001 } }],
])("reports before Vercel would refuse it: %s", (said, change) => {
  expect(problemsWith([{ ...plain, ...change }], { plan: "pro" })).toEqual([expect.stringContaining(said)]);
});

it("counts the dashboard's rate limits and ours against the plan", () => {
  expect(problemsWith(RULES, { plan: "hobby" })).toEqual([expect.stringContaining("hobby plan takes 1")]);
  expect(problemsWith(RULES, { plan: "pro", otherRateLimits: 38 })).toEqual([]);
  expect(problemsWith(RULES, { plan: "pro", otherRateLimits: 39 })).toHaveLength(1);
});

it("reports a duplicate id", () => {
  expect(problemsWith([plain, plain], { plan: "pro" })).toEqual(["plain: is there twice"]);
});
