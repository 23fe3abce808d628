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
    [{ type: "path", op: "neq", value: "/api/chat" }, false],
    [{ type: "path", op: "pre", value: "/API/" }, true],
    [{ type: "path", op: "suf", value: "CHAT" }, true],
    [{ type: "path", op: "sub", value: "pi/ch" }, true],
    [{ type: "path", op: "sub", value: "dog" }, false],
    [{ type: "path", op: "re", value: "^/API/[a-z]+$" }, true],
    [{ type: "raw_path", op: "re", value: "^chat" }, false],
    [{ type: "method", op: "inc", value: ["post", "get"] }, true],
    [{ type: "method", op: "ninc", value: ["POST"] }, true],
    [{ type: "host", op: "suf", value: ".EXAMPLE" }, true],
    [{ type: "geo_country", op: "inc", value: ["jm"] }, true],
    [{ type: "geo_as_number", op: "eq", value: "64500" }, true],
    [{ type: "geo_as_number", op: "gte", value: 64_500 }, true],
    [{ type: "geo_as_number", op: "gt", value: 64_500 }, false],
    [{ type: "header", key: "Content-Length", op: "lt", value: 101 }, true],
    [{ type: "header", key: "content-length", op: "lte", value: 99 }, false],
    [{ type: "header", key: "X-Cat", op: "eq", value: "tabby" }, true],
    [{ type: "header", key: "x-cat", op: "ex" }, true],
    [{ type: "header", key: "x-dog", op: "nex" }, true],
    [{ type: "header", key: "x-cat", op: "gt", value: 1 }, false],
    [{ type: "ip_address", op: "eq", value: "203.0.113.0/24" }, true],
    [{ type: "ip_address", op: "eq", value: "203.0.113.8" }, false],
    [{ type: "ip_address", op: "inc", value: ["198.51.100.1", "203.0.113.7"] }, true],
    [{ type: "ip_address", op: "ninc", value: ["2001:db8::/32"] }, true],
  ])("%j matches: %s, and its negation the other way", (condition, expected) => {
    expect(matches(condition, facts)).toBe(expected);
    expect(matches({ ...condition, neg: true }, facts)).toBe(!expected);
  });
});

describe("an absent fact", () => {
  const nothing = requestFacts({ ip: null, country: null, asNumber: null, userAgent: null, host: null });
  it.each<Condition>([
    { type: "user_agent", op: "re", value: "" },
    { type: "user_agent", op: "eq", value: "" },
    { type: "user_agent", op: "pre", value: "" },
    { type: "geo_country", op: "inc", value: ["jm"] },
    { type: "geo_as_number", op: "lt", value: 1e9 },
    { type: "ip_address", op: "eq", value: "0.0.0.0/0" },
    { type: "header", key: "content-length", op: "lt", value: 1e9 },
    { type: "header", key: "content-type", op: "ex" },
  ])("fails the positive test %j and holds its negation", (condition) => {
    expect(matches(condition, nothing)).toBe(false);
    expect(matches({ ...condition, neg: true }, nothing)).toBe(true);
  });

  it("is absent, not equal, not among", () => {
    expect(matches({ type: "geo_country", op: "nex" }, nothing)).toBe(true);
    expect(matches({ type: "geo_country", op: "neq", value: "jm" }, nothing)).toBe(true);
    expect(matches({ type: "ip_address", op: "ninc", value: ["::/0"] }, nothing)).toBe(true);
  });
});

describe("rules in order", () => {
  it("needs every condition of a group and any group of a rule", () => {
    const never: Condition = { type: "path", op: "eq", value: "/nowhere" };
    expect(evaluate(compileRules([rule("a", [[always, never]])]), requestFacts()).verdict).toBe("pass");
    expect(evaluate(compileRules([rule("a", [[never], [always]])]), requestFacts()).verdict).toBe("deny");
  });

  it("takes the first that acts; log goes on, bypass ends, what is inactive is not there", () => {
    const inactive: Rule = { ...rule("off", [[always]]), active: false };
    const log = rule("log", [[always]], { type: "log" });
    const bypass = rule("friend", [[{ type: "geo_country", op: "eq", value: "JM" }]], { type: "bypass" });
    const deny = rule("deny", [[always]]);
    const rules = compileRules([inactive, log, bypass, deny, rule("late", [[always]])]);
    expect(evaluate(rules, requestFacts())).toMatchObject({
      verdict: "bypass",
      rule: { id: "friend" },
      logged: ["log"],
    });
    expect(evaluate(rules, requestFacts({ country: "TT" }))).toMatchObject({ verdict: "deny", rule: { id: "deny" } });
    expect(evaluate(compileRules([log]), requestFacts())).toEqual({ verdict: "pass", logged: ["log"] });
  });

  it("lets later rules decide while a rate limit is not used up, and obeys what it says past it", () => {
    const limit = (exceeded: "rate_limit" | "deny" | "challenge" | "log") =>
      rule(exceeded, [[always]], {
        type: "rate_limit",
        algorithm: "fixed_window",
        windowSeconds: 10,
        limit: 1,
        keys: ["ip"],
        exceeded,
      });
    for (const [exceeded, verdict] of [
      ["rate_limit", "rate-limit"],
      ["deny", "deny"],
      ["challenge", "challenge"],
      ["log", "deny"],
    ] as const) {
      const rules = compileRules([limit(exceeded), rule("last", [[always]])]);
      const counter = createBurstCounter({ maxKeys: 5, now: () => 0 });
      expect(evaluate(rules, requestFacts(), counter)).toMatchObject({ verdict: "deny", rule: { id: "last" } });
      expect(evaluate(rules, requestFacts(), counter).verdict).toBe(verdict);
    }
  });

  it("counts a household's IPv6 network as one client and strangers not at all", () => {
    const rules = compileRules([
      rule("burst", [[always]], {
        type: "rate_limit",
        algorithm: "fixed_window",
        windowSeconds: 10,
        limit: 1,
        keys: ["ip"],
        exceeded: "rate_limit",
      }),
    ]);
    const counter = createBurstCounter({ maxKeys: 5, now: () => 0 });
    const verdicts = (...ips: (string | null)[]) =>
      ips.map((ip) => evaluate(rules, requestFacts({ ip }), counter).verdict);
    expect(verdicts("2001:db8:1:2::1", "2001:db8:1:2::2", "2001:db8:1:3::1")).toEqual(["pass", "rate-limit", "pass"]);
    expect(verdicts("198.51.100.1", "::ffff:198.51.100.1")).toEqual(["pass", "rate-limit"]);
    expect(verdicts(null, null, "nonsense", "nonsense")).toEqual(["pass", "pass", "pass", "pass"]);
  });
});
