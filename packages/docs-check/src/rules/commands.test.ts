import { describe, expect, it } from "vitest";
import { readCommandLines, withoutHelp } from "../command-lines.ts";
import { madeUpPage, madeUpRepository } from "../testing/made-up.ts";
import { wrongCommands } from "./commands.ts";

const repository = madeUpRepository({
  "package.json": JSON.stringify({ scripts: { bench: "node packages/a/src/bench.ts", lint: "oxlint" } }),
  "packages/a/package.json": JSON.stringify({ name: "@sendcat/a", scripts: { test: "vitest run" } }),
  "packages/a/src/bench.ts": `import { OPTIONS } from "./options.ts";
const bench = command("pnpm bench", "stream").addOption(OPTION);
const OTHERS = {
  tools: ["packages/a/src/tools.ts", "what it does"],
  memory: [
    "packages/a/src/memory.ts",
    "what it does",
  ],
};`,
  "packages/a/src/options.ts": `export const OPTION = wholeNumber(\n  "--port-base <n>", "first port; not --jsonl", { from: 1, to: 9 },\n);`,
  "packages/a/src/tools.ts": `new Command().option("--crowd <n>", "how many");`,
  "packages/a/src/memory.ts": `command("pnpm bench memory", "").option("--no-build", "");`,
});
const lines = readCommandLines(repository);
const wrong = (markdown: string) =>
  wrongCommands(madeUpPage(markdown), repository, { lines, names: new Set(["redis-outage"]) }).map(({ says }) => says);

describe("a command in a document", () => {
  it("passes with the scripts, options and names that exist", () => {
    expect(
      wrong("`npx -y pnpm@12 bench stream --port-base 5` `pnpm bench tools --crowd 5` `pnpm bench redis-outage`"),
    ).toEqual([]);
    expect(
      wrong("`pnpm lint --fix` `pnpm --filter @sendcat/a run test` `--crowd N` `npx convex export --path x`"),
    ).toEqual([]);
  });

  it("is reported when its script does not exist", () => {
    expect(wrong("```sh\nA=1 pnpm gone   # a remark\n```")).toEqual(["there is no script pnpm gone"]);
    expect(wrong("`pnpm --filter @sendcat/a build`")).toEqual(["@sendcat/a has no script build"]);
    expect(wrong("`pnpm --filter @sendcat/b test`")).toEqual(["there is no package @sendcat/b"]);
  });

  it("is reported when it has no such option, or does not accept such a name", () => {
    expect(wrong("`pnpm bench stream --jsonl`")).toEqual(["packages/a/src/bench.ts has no option --jsonl"]);
    expect(wrong("`pnpm bench tools --port-base 5`")).toEqual(["packages/a/src/tools.ts has no option --port-base"]);
    expect(wrong("`pnpm bench memory --no-build --help`")).toEqual([]);
    expect(wrong("`pnpm bench money`")).toEqual(["packages/a/src/bench.ts knows no money"]);
    expect(wrong("`--everything`")).toEqual(["any command has no option --everything"]);
  });

  it("is reported when it has no --help", () => {
    expect(withoutHelp(lines)).toEqual(["packages/a/src/tools.ts"]);
  });
});
