import { describe, expect, it } from "vitest";
import { hideUnfinishedTable } from "./hide-unfinished-table.ts";

const HEAD = "Three fryers:\n\n| Model | Price |\n";

describe("a table that is still streaming", () => {
  it("does not show as a row of bars before it is a table", () => {
    for (const tail of ["", "|", "| ---", "| --- | ---:", "| --- | ---: |"]) {
      expect(hideUnfinishedTable(HEAD + tail)).toBe("Three fryers:\n\n");
    }
    expect(hideUnfinishedTable("| Mod")).toBe("");
  });

  it("shows row by row once its delimiter row is complete", () => {
    for (const tail of ["| --- | ---: |\n", "| --- | ---: |\n| Ninja", "| --- | ---: |\n| Ninja | 89 |\n| Cos"]) {
      expect(hideUnfinishedTable(HEAD + tail)).toBe(HEAD + tail);
    }
  });

  it("hides no other text", () => {
    for (const text of [
      "",
      "plain",
      "plain\n",
      "a | b",
      "| a |\nnot a table",
      `${HEAD}| --- | --- |\n| x | y |\n\nAfter`,
    ]) {
      expect(hideUnfinishedTable(text)).toBe(text);
    }
  });
});
