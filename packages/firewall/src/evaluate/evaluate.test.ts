import { describe, expect, it } from "vitest";
import type { Condition, Rule, RuleAction } from "../rule.ts";
import { requestFacts } from "../testing/request-facts.ts";
import { createBurstCounter } from "./burst-counter.ts";
import { compileRules } from "./compile-rules.ts";
import { evaluate } from "./evaluate.ts";

const rule = (id: string, any: Rule["any"], action: RuleAction = { type: "deny" }): Rule => ({
  id,
  name: id,
  description: "",
  active: true,
  any,
  action,
});
const matches = (condition: Condition, facts = requestFacts()) =>
  evaluate(compileRules([rule("one", [[condition]])]), facts).verdict === "deny";
const always: Condition = { type: "path", op: "pre", value: "/" };
const once: RuleAction = { type: "rate_limit", windowSeconds: 10, limit: 1 };

describe("operators", () => {
  const facts = requestFacts({
    path: "/Api/Chat",
    asNumber: 64_500,
    contentLength: 100,
    header: (name) => (name === "x-cat" ? "Tabby" : null),
  });
  it.each<[Condition, boolean]>([
    [{ type: "path", op: "eq", value: "/api/chat" }, true],
    [{ type: "path", op: "eq", value: "/api/cha" }, false],
    [{ type: "path", op: "pre", value: "/API/" }, true],
    [{ type: "path", op: "sub", value: "pi/ch" }, true],
    [{ type: "path", op: "sub", value: "dog" }, false],
    [{ type: "path", op: "re", value: "^/API/[a-z]+$" }, true],
    [{ type: "raw_path", op: "re", value: "^chat" }, false],
    [{ type: "method", op: "inc", value: ["post", "get"] }, true],
    [{ type: "geo_country", op: "inc", value: ["jm"] }, true],
    [{ type: "geo_as_number", op: "eq", value: "64500" }, true],
    [{ type: "header", key: "X-Cat", op: "eq", value: "tabby" }, true],
    [{ type: "header", key: "x-cat", op: "ex" }, true],
  ])("%j matches: %s, and its negation the opposite", (condition, expected) => {
    expect(matches(condition, facts)).toBe(expected);
    expect(matches({ ...condition, neg: true }, facts)).toBe(!expected);
  });
});

describe("an absent fact", () => {
  const nothing = requestFacts({ ip: null, country: null, asNumber: null, userAgent: null });
  it.each<Condition>([
    { type: "user_agent", op: "re", value: "" },
    { type: "user_agent", op: "eq", value: "" },
    { type: "user_agent", op: "pre", value: "" },
    { type: "geo_country", op: "inc", value: ["jm"] },
    { type: "header", key: "content-type", op: "ex" },
  ])("fails the test %j and passes its negation", (condition) => {
    expect(matches(condition, nothing)).toBe(false);
    expect(matches({ ...condition, neg: true }, nothing)).toBe(true);
  });
});

describe("rules in order", () => {
  it("a rule matches when every condition of any group holds", () => {
    const never: Condition = { type: "path", op: "eq", value: "/nowhere" };
    expect(evaluate(compileRules([rule("a", [[always, never]])]), requestFacts()).verdict).toBe("pass");
    expect(evaluate(compileRules([rule("a", [[never], [always]])]), requestFacts()).verdict).toBe("deny");
  });

  it("the first active rule that acts decides", () => {
    const inactive: Rule = { ...rule("off", [[always]]), active: false };
    const jamaica = rule("jamaica", [[{ type: "geo_country", op: "eq", value: "JM" }]]);
    const rules = compileRules([inactive, jamaica, rule("rest", [[always]]), rule("late", [[always]])]);
    expect(evaluate(rules, requestFacts())).toMatchObject({ verdict: "deny", rule: { id: "jamaica" } });
    expect(evaluate(rules, requestFacts({ country: "TT" }))).toMatchObject({ verdict: "deny", rule: { id: "rest" } });
  });

  it("later rules decide while a rate limit is not used up", () => {
    const rules = compileRules([rule("burst", [[always]], once), rule("last", [[always]])]);
    const counter = createBurstCounter({ maxKeys: 5, now: () => 0 });
    expect(evaluate(rules, requestFacts(), counter)).toMatchObject({ verdict: "deny", rule: { id: "last" } });
    expect(evaluate(rules, requestFacts(), counter)).toMatchObject({ verdict: "rate-limit", rule: { id: "burst" } });
  });

  it("a household's IPv6 network counts as one client, and unknown addresses are not counted", () => {
    const rules = compileRules([rule("burst", [[always]], once)]);
    const counter = createBurstCounter({ maxKeys: 5, now: () => 0 });
    const verdicts = (...ips: (string | null)[]) =>
      ips.map((ip) => evaluate(rules, requestFacts({ ip }), counter).verdict);
    expect(verdicts("2001:db8:1:2::1", "2001:db8:1:2::2", "2001:db8:1:3::1")).toEqual(["pass", "rate-limit", "pass"]);
    expect(verdicts("198.51.100.1", "::ffff:198.51.100.1")).toEqual(["pass", "rate-limit"]);
    expect(verdicts(null, null, "nonsense", "nonsense")).toEqual(["pass", "pass", "pass", "pass"]);
  });
});
