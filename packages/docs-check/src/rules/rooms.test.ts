import { describe, expect, it } from "vitest";
import { madeUpPage, madeUpRepository } from "../testing/made-up.ts";
import { roomsAmiss } from "./rooms.ts";

const repository = madeUpRepository({
  "packages/redis/AGENTS.md": "",
  "packages/redis/package.json": "",
  "packages/openrouter/package.json": "",
  "packages/local/stack/AGENTS.md": "",
  "packages/local/stack/package.json": "",
  "convex/AGENTS.md": "",
  "convex/package.json": "",
});

describe("the tree of folders in a document", () => {
  it("is reported for a folder that does not exist, for one that is missing, and for a room without a page", () => {
    const page = madeUpPage("```\npackages/\n  redis/   Redis\n  local/\n    stack/ dev\n  gone/    nothing\n```");
    expect(roomsAmiss(page, repository).map(({ file, line, says }) => `${file}:${line} ${says}`)).toEqual([
      "docs/page.md:6 there is no folder packages/gone",
      "docs/page.md:1 the tree lacks packages/openrouter",
      "docs/page.md:1 the tree lacks convex",
      "packages/openrouter/AGENTS.md:1 does not exist",
    ]);
  });

  it("is reported when the page has no tree", () => {
    expect(roomsAmiss(madeUpPage("# A page"), repository).map(({ says }) => says)).toEqual([
      "it has no tree of folders",
    ]);
  });
});
