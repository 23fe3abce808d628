import { describe, expect, it } from "vitest";
import { vercelAnswerProblems, vercelChangeProblems } from "./judge-vercel.ts";

const mitigate = { action: "deny", rateLimit: null, redirect: null, actionDuration: null };
const rule = { name: "r", active: true, conditionGroup: [{ conditions: [] }], action: { mitigate } };

describe("the judge of Vercel", () => {
  it("finds nothing wrong with a change as in Vercel's examples", () => {
    const insert = { action: "rules.insert", id: null, value: rule };
    const remove = { action: "rules.remove", id: "r", value: null };
    for (const change of [insert, remove]) expect(vercelChangeProblems(change)).toEqual([]);
  });

  it.each([
    [{ action: "rules.drop", id: "r" }, "action rules.drop: not listed"],
    [{ action: "rules.priority", id: "r", value: "first" }, "value: Expected number, received string"],
    [{ action: "rules.update", id: "r", value: { ...rule, mood: "bad" } }, "value.mood: not listed"],
  ])("names what is wrong with a change: %#", (change, problem) => {
    expect(vercelChangeProblems(change)).toEqual([problem]);
  });

  it("names what is wrong with an answer, although Vercel's client would repair it", () => {
    expect(vercelAnswerProblems("GET config", { active: null, draft: null, versions: [] })).toEqual([]);
    expect(vercelAnswerProblems("GET config", { active: null, versions: [] })).toEqual([
      "1 of its names are not listed",
    ]);
    expect(vercelAnswerProblems("GET config", { active: null, draft: null, versions: [], next: 1 })).toEqual([
      "next: not listed",
    ]);
  });
});
