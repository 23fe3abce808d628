import fc from "fast-check";
import { expect, it } from "vitest";
import { createBurstCounter } from "../evaluate/burst-counter.ts";
import { compileRules } from "../evaluate/compile-rules.ts";
import { evaluate, type Verdict } from "../evaluate/evaluate.ts";
import { RULES } from "../rules.ts";
import { arbitraryFacts, arbitraryRule } from "../testing/arbitrary-rule.ts";
import { asPushed } from "../testing/as-pushed.ts";
import { asRemoteRule } from "../testing/as-remote-rule.ts";
import { canonicalRule } from "./canonical-rule.ts";
import { fromVercelRule } from "./from-vercel-rule.ts";
import { readMark } from "./mark.ts";
import { toVercelRule } from "./to-vercel-rule.ts";

const decided = (verdict: Verdict) => ("rule" in verdict ? { ...verdict, rule: verdict.rule.id } : verdict);

it("gives the same verdict on every request before and after a round trip to Vercel", () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(
      fc.array(arbitraryRule, { maxLength: 4 }),
      fc.array(arbitraryFacts, { maxLength: 6 }),
      (rules, requests) => {
        const here = compileRules(rules);
        const there = compileRules(rules.map(asPushed));
        const counters = [0, 1].map(() => createBurstCounter({ maxKeys: 10, now: () => 0 }));
        for (const facts of requests) {
          const verdict = decided(evaluate(here, facts, counters[0]));
          expect(decided(evaluate(there, facts, counters[1]))).toEqual(verdict);
          seen.add(verdict.verdict);
        }
      },
    ),
  );
  expect([...seen].sort()).toEqual(["deny", "pass", "rate-limit"]);
});

it("returns every rule of ours as it is written here", () => {
  expect(RULES.map(asPushed)).toEqual(RULES);
});

it("recognizes our rules, and any edit of them by hand", () => {
  fc.assert(
    fc.property(arbitraryRule, (rule) => {
      const sent = toVercelRule(rule);
      expect(readMark(asRemoteRule("rule_1", sent))).toMatchObject({ id: rule.id, edited: false });
      const edits = [
        { ...sent, active: !sent.active },
        { ...sent, name: `${sent.name}!` },
        { ...sent, description: `Changed. ${sent.description}` },
        { ...sent, description: "" },
        {
          ...sent,
          conditionGroup: [...sent.conditionGroup, { conditions: [{ type: "path", op: "eq", value: "/x" }] }],
        },
        { ...sent, action: { mitigate: { ...sent.action.mitigate, action: "log", actionDuration: "1h" } } },
      ];
      for (const edited of edits) expect(readMark(asRemoteRule("rule_1", edited))).toMatchObject({ edited: true });
    }),
  );
});

it("does not mistake what the server adds, drops or sorts for an edit", () => {
  const sent = toVercelRule(RULES[0] ?? expect.fail());
  const { mitigate } = sent.action;
  const returned = {
    validationErrors: [],
    valid: true,
    action: { mitigate: { actionDuration: null, action: mitigate.action } },
    conditionGroup: sent.conditionGroup.map(({ conditions }) => ({
      conditions: conditions.map((condition) => ({
        value: condition.value,
        op: condition.op,
        neg: false,
        type: condition.type,
      })),
    })),
    active: sent.active,
    description: sent.description,
    name: sent.name,
    id: "rule_1",
  };
  expect(canonicalRule(returned)).toBe(canonicalRule(sent));
  expect(readMark(asRemoteRule("rule_1", returned))).toMatchObject({ edited: false });
});

it.each<[string, object]>([
  [
    "a condition Vercel alone can evaluate",
    { conditionGroup: [{ conditions: [{ type: "ja4_digest", op: "eq", value: "t13d" }] }] },
  ],
  ["an operator it does not know", { conditionGroup: [{ conditions: [{ type: "path", op: "like", value: "/" }] }] }],
  ["a header without a name", { conditionGroup: [{ conditions: [{ type: "header", op: "ex" }] }] }],
  ["a list where a text belongs", { conditionGroup: [{ conditions: [{ type: "path", op: "eq", value: ["/"] }] }] }],
  ["a negation that is none", { conditionGroup: [{ conditions: [{ type: "path", op: "ex", neg: "no" }] }] }],
  ["no conditions", { conditionGroup: null }],
  ["a group without conditions", { conditionGroup: [{}] }],
  ["a challenge", { action: { mitigate: { action: "challenge" } } }],
  ["a denial that lasts", { action: { mitigate: { action: "deny", actionDuration: "1h" } } }],
  ["a redirect", { action: { mitigate: { action: "redirect", redirect: { location: "/", permanent: true } } } }],
  [
    "a rate limit by something else than the address",
    {
      action: {
        mitigate: {
          action: "rate_limit",
          rateLimit: { algo: "fixed_window", window: 10, limit: 1, keys: ["ja4"], action: "rate_limit" },
        },
      },
    },
  ],
  ["an action it does not know", { action: { mitigate: { action: "tarpit" } } }],
  ["a rate limit without one", { action: { mitigate: { action: "rate_limit" } } }],
])("never guesses the meaning of a rule: %s", (_name, change) => {
  const sent = { ...toVercelRule(RULES[0] ?? expect.fail()), ...change };
  expect(fromVercelRule(asRemoteRule("rule_1", sent))).toMatchObject({ ok: false });
});
