import { describe, expect, it } from "vitest";
import { challengesTheApi } from "./challenges-the-api.ts";
import { problemsWith } from "./limits.ts";
import type { Condition, Rule } from "./rule.ts";

const challenge = (...any: (readonly Condition[])[]): Rule => ({
  id: "ask",
  name: "Ask",
  description: "",
  active: true,
  any,
  action: { type: "challenge" },
});
const bot: Condition = { type: "user_agent", op: "sub", value: "bot" };

describe("a challenge on what the mobile app calls", () => {
  it.each<[string, Rule]>([
    ["no path at all", challenge([bot])],
    ["the API itself", challenge([{ type: "path", op: "pre", value: "/api/chat" }])],
    ["a prefix of it", challenge([{ type: "path", op: "pre", value: "/a" }])],
    ["an expression, which nobody proves", challenge([{ type: "path", op: "re", value: "^/t/" }])],
    ["one of two groups", challenge([{ type: "path", op: "eq", value: "/" }], [bot])],
    ["the case of letters", challenge([{ type: "path", op: "inc", value: ["/", "/API/chat"] }])],
    ["a header that claims a path", challenge([{ type: "header", key: "path", op: "eq", value: "/" }])],
  ])("is found: %s", (_name, rule) => {
    expect(challengesTheApi(rule)).toBe(true);
    expect(problemsWith([rule], { plan: "pro" })).toHaveLength(1);
  });

  it("is found in a rate limit that challenges", () => {
    const rule: Rule = {
      ...challenge([bot]),
      action: {
        type: "rate_limit",
        algorithm: "fixed_window",
        windowSeconds: 10,
        limit: 1,
        keys: ["ip"],
        exceeded: "challenge",
      },
    };
    expect(challengesTheApi(rule)).toBe(true);
    expect(challengesTheApi({ ...rule, action: { type: "deny" } })).toBe(false);
  });

  it.each<[string, Rule]>([
    ["another path", challenge([bot, { type: "path", op: "eq", value: "/" }])],
    ["another prefix", challenge([{ type: "path", op: "pre", value: "/t/" }])],
    ["everything but the API", challenge([bot, { type: "path", op: "pre", neg: true, value: "/api" }])],
  ])("is not where the path keeps off: %s", (_name, rule) => {
    expect(challengesTheApi(rule)).toBe(false);
  });
});
