import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { command, number, Option } from "@sendcat/command-line";
import { REPO_ROOT } from "@sendcat/local-stack";
import { capacityDocuments } from "../capacity/capacity-documents.ts";
import { capacityRows, columnsFor } from "../capacity/capacity-table.ts";
import { ceilingsOf } from "../capacity/ceilings.ts";
import { COUNTED_AS, defaultModel, type Model } from "../capacity/closed-form.ts";
import { figure } from "../capacity/format.ts";
import { ASSUMPTIONS, INPUT_NAMES, InputError, readInputs } from "../capacity/inputs.ts";
import { readConstants } from "../capacity/measured.ts";
import { textTable } from "../report/table.ts";

const capacity = command(
  "pnpm capacity",
  "Computes streams, requests, tokens, money, Redis commands, Convex calls and storage for a number of users and for the plan's milestones.",
)
  .addOption(number("--users <n>", "number of users", { from: 0, to: 10_000_000_000 }).default(1_000_000))
  .addOption(new Option("--as <what>", "how they are counted").choices(COUNTED_AS).default("registered"))
  .addOption(
    new Option("--set <name=value>", "change an input; may be repeated")
      .argParser((text: string, all: readonly string[]): readonly string[] => [...all, text])
      .default([], "none"),
  )
  .option("--inputs", "list the inputs")
  .option("--write", "write docs/capacity-model.md, its plots, and the two sizing documents")
  .option("--json", "print the table as JSON")
  .parse();

try {
  run();
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  capacity.error(error.message);
}

function run(): void {
  const { users, as: countedAs, set, inputs, write: isToWrite, json } = capacity.opts();
  if (inputs) {
    const rows = INPUT_NAMES.map((name) => {
      const { value, unit, why } = ASSUMPTIONS[name];
      return [name, figure(value), unit, why];
    });
    return console.log(textTable(["input", "default", "unit", "why"], rows));
  }
  const model = defaultModel(readInputs(set), readConstants(join(REPO_ROOT, "docs/reports")));
  if (isToWrite) return write(model, set);
  const columns = columnsFor(model, [{ users, countedAs }]);
  const ceilings = ceilingsOf(model);
  if (json) return console.log(JSON.stringify({ columns, ceilings, constants: model.constants, inputs: model.inputs }));
  const { header, rows } = capacityRows(columns);
  console.log(textTable(header, rows));
  console.log("\nWhat breaks first, by registered users:");
  for (const { name, limit, users: at } of ceilings)
    console.log(`  ${figure(at).padStart(14)}  ${name} (${figure(limit)})`);
  const stated = Object.values(model.constants).filter(({ isMeasured }) => !isMeasured);
  if (stated.length > 0)
    console.log(
      `\n${stated.length} constants are stated, not measured yet: ${stated.map(({ what }) => what).join("; ")}.`,
    );
}

/** The documents are generated from the defaults only, so that they are the same for everybody. */
function write(model: Model, settings: readonly string[]): void {
  if (settings.length > 0)
    throw new InputError("--write uses the defaults and takes no --set; change the defaults in inputs.ts.");
  const paths: string[] = [];
  for (const [path, text] of Object.entries(capacityDocuments(model))) {
    const file = join(REPO_ROOT, path);
    mkdirSync(join(file, ".."), { recursive: true });
    writeFileSync(file, text);
    paths.push(file);
    console.log(path);
  }
  spawnSync(
    join(REPO_ROOT, "node_modules/.bin/oxfmt"),
    paths.filter((path) => path.endsWith(".md")),
    { stdio: "inherit", cwd: REPO_ROOT },
  );
}
