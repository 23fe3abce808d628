import { describe, expect, it } from "vitest";
import type { Rule } from "../rule.ts";
import { asRemoteRule } from "../testing/as-remote-rule.ts";
import { diffRules } from "./diff-rules.ts";
import { toVercelRule } from "./to-vercel-rule.ts";

const rule = (id: string, path = "/"): Rule => ({
  id,
  name: `Rule ${id}`,
  description: "",
  active: true,
  any: [[{ type: "path", op: "eq", value: path }]],
  action: { type: "deny" },
});
const pushed = (one: Rule, edit: object = {}) => asRemoteRule(`rule_${one.id}`, { ...toVercelRule(one), ...edit });
const handMade = asRemoteRule("rule_hand", { ...toVercelRule(rule("x")), name: "Block the competitor" });
const empty = { added: [], changed: [], removed: [], drifted: [], handMade: [], unchanged: [], reordered: [] };
const keep = { overwrite: false };

describe("the diff", () => {
  it("is empty after a push", () => {
    expect(diffRules([rule("a"), rule("b")], [pushed(rule("a")), pushed(rule("b"))], keep)).toEqual({
      ...empty,
      unchanged: ["a", "b"],
    });
  });

  it("distinguishes our own change from an edit on the dashboard", () => {
    const diff = diffRules([rule("a", "/new")], [pushed(rule("a"))], keep);
    expect(diff.changed.map((one) => one.rule.id)).toEqual(["a"]);
    expect(diff.drifted).toEqual([]);

    const edited = diffRules([rule("a", "/new")], [pushed(rule("a"), { active: false })], keep);
    expect(edited.changed).toEqual([]);
    expect(edited.drifted.map(({ ruleId }) => ruleId)).toEqual(["a"]);
    expect(diffRules([rule("a")], [pushed(rule("a"), { active: false })], { overwrite: true }).changed).toHaveLength(1);
  });

  it("removes a rule that we dropped, but not when it was edited by hand since", () => {
    expect(diffRules([], [pushed(rule("a"))], keep).removed.map(({ ruleId }) => ruleId)).toEqual(["a"]);
    const edited = [pushed(rule("a"), { active: false })];
    expect(diffRules([], edited, keep)).toMatchObject({ removed: [], drifted: [{ ruleId: "a", local: null }] });
    expect(diffRules([], edited, { overwrite: true }).removed).toHaveLength(1);
  });

  it("never touches rules made by hand, including copies of ours", () => {
    const copy = { ...pushed(rule("a")), id: "rule_copy" };
    const diff = diffRules([rule("a")], [handMade, pushed(rule("a")), copy], { overwrite: true });
    expect(diff).toMatchObject({ handMade: [{ id: "rule_hand" }, { id: "rule_copy" }], unchanged: ["a"], removed: [] });
  });

  it("reports a changed order of our rules, but ignores the places of rules made by hand", () => {
    const [a, b] = [rule("a"), rule("b")];
    expect(diffRules([a, b], [pushed(b), handMade, pushed(a)], keep).reordered).toEqual(["a"]);
    expect(diffRules([a, b], [pushed(a), handMade, pushed(b)], keep).reordered).toEqual([]);
  });
});
