import { describe, expect, it } from "vitest";
import { madeUpPage, madeUpRepository } from "../testing/made-up.ts";
import { deadPaths } from "./paths.ts";

const repository = madeUpRepository({
  "packages/redis/AGENTS.md": "",
  "packages/redis/src/admission/reserve/reserve.ts": "",
  "packages/openrouter/src/prices.ts": "",
  "docs/reports/milestone-m1.md": "",
  "docs/reports/milestone-m2.md": "",
});
const dead = (markdown: string, file?: string) =>
  deadPaths(madeUpPage(markdown, file), repository).map(({ says }) => says);

describe("a path in a document", () => {
  it("is reported with its line when no such file exists", () => {
    expect(deadPaths(madeUpPage("# A page\n\nSee `packages/redis/src/gone.ts`.\n"), repository)).toEqual([
      { file: "docs/page.md", line: 3, says: "there is no packages/redis/src/gone.ts" },
    ]);
  });

  it("is reported in a command of a code block", () => {
    expect(dead("```sh\nnode packages/redis/src/cli.ts --help\n```")).toEqual([
      "there is no packages/redis/src/cli.ts",
    ]);
  });

  it("may be the end of a path, a pattern, or have a word in capitals for any name", () => {
    expect(
      dead("`reserve/reserve.ts` `prices.ts` `docs/reports/milestone-{m1,m2}.md` `docs/reports/milestone-NAME.md`"),
    ).toEqual([]);
    expect(dead("`docs/reports/sizing-NAME.md`")).toEqual(["there is no docs/reports/sizing-NAME.md"]);
  });

  it("on a room's own page does not match files of another room", () => {
    expect(dead("`reserve.ts` `prices.ts`", "packages/redis/AGENTS.md")).toEqual(["there is no prices.ts"]);
  });

  it("is not reported for an address, a route or a flag", () => {
    expect(dead("`POST /api/chat` `https://a.example/b.ts` `--write` `$ORIGIN/api/ready` `application/json`")).toEqual(
      [],
    );
  });
});
