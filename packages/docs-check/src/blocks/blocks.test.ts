import { describe, expect, it } from "vitest";
import { madeUpRepository } from "../testing/made-up.ts";
import { decisionList } from "./decision-list.ts";
import { importList, roomsWithoutRule } from "./import-rules.ts";
import { saysTheSame, writeBlock } from "./in-page.ts";
import { portTable } from "./port-table.ts";
import { tablesOf } from "./table-list.ts";

const page = "# A page\n\n<!-- pnpm docs:write ports -->\n\n| a |\n| - |\n\n<!-- end -->\n\nAfter.\n";

describe("a generated part of a page", () => {
  it("matches the code whatever the formatter changed", () => {
    expect(saysTheSame(page, "ports", "| a |\n| - |")).toBe(true);
    expect(saysTheSame(page.replace("| - |", "| -   |"), "ports", "| a   |\n| - |")).toBe(true);
    expect(saysTheSame(page, "ports", "| b |\n| - |")).toBe(false);
    expect(saysTheSame(page, "routes", "| a |")).toBe(false);
  });

  it("is rewritten without touching the rest of the page, and only between its two comments", () => {
    const written = writeBlock(page, "ports", "- new");
    expect(written).toBe(page.replace("| a |\n| - |", "- new"));
    expect(() => writeBlock("# A page", "ports", "- new")).toThrow(/no block "ports"/);
  });

  it("comes from the ports, the schema, the linter's messages and the decisions' titles", () => {
    expect(portTable(4000)).toContain("| 4300 | the OpenID provider");
    expect(tablesOf("defineSchema({\n  users: defineTable({\n    a: 1 }),\n  turns: defineTable({}),\n})")).toEqual([
      "users",
      "turns",
    ]);
    const patterns = [{ message: "By its name." }, { message: "a: nothing." }];
    const config = {
      overrides: [{ files: ["packages/{a,b}/**"], rules: { "no-restricted-imports": ["error", { patterns }] } }],
    };
    expect(importList(JSON.stringify(config))).toBe("- a: nothing.");
    expect(roomsWithoutRule(JSON.stringify(config), ["packages/a", "packages/b", "packages/c"])).toEqual([
      "packages/c",
    ]);
    expect(decisionList(madeUpRepository({ "docs/decisions/0001-a.md": "# 1. A title\n" }))).toBe(
      "- [1: A title](0001-a.md)",
    );
  });
});
