import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { REPO_ROOT } from "@sendcat/local-stack";
import { capacityDocuments } from "../capacity/capacity-documents.ts";
import { capacityRows, columnsFor } from "../capacity/capacity-table.ts";
import { ceilingsOf } from "../capacity/ceilings.ts";
import { COUNTED_AS, defaultModel, type Model } from "../capacity/closed-form.ts";
import { figure } from "../capacity/format.ts";
import { ASSUMPTIONS, INPUT_NAMES, InputError, readInputs } from "../capacity/inputs.ts";
import { readConstants } from "../capacity/measured.ts";
import { textTable } from "../report/table.ts";

const HELP = `Usage: pnpm capacity [options]

From users to streams, requests, tokens, money, Redis commands, Convex calls and storage, for the plan's milestones and any number of users.

  --users N        users to reckon with (default 1000000)
  --as WHAT        how they are counted: registered (default), mau, dau
  --set NAME=VALUE an input other than its default; may be repeated
  --inputs         lists the inputs
  --write          docs/capacity-model.md, its plots, and the two sizing documents
  --json           the table as JSON
  -h, --help       this text`;

try {
  run();
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  console.error(error.message);
  process.exit(2);
}

function run(): void {
  const values = parse();
  if (values.help) return console.log(HELP);
  if (values.inputs) {
    const rows = INPUT_NAMES.map((name) => {
      const { value, unit, why } = ASSUMPTIONS[name];
      return [name, figure(value), unit, why];
    });
    return console.log(textTable(["input", "default", "unit", "why"], rows));
  }
  const users = Number(values.users);
  if (!(users >= 0 && users <= 1e10)) throw new InputError("--users must be a number from 0 to 10000000000.");
  const countedAs = COUNTED_AS.find((one) => one === values.as);
  if (!countedAs) throw new InputError(`--as must be one of ${COUNTED_AS.join(", ")}.`);
  const model = defaultModel(readInputs(values.set), readConstants(join(REPO_ROOT, "docs/reports")));
  if (values.write) return write(model, values.set);
  const columns = columnsFor(model, [{ users, countedAs }]);
  const ceilings = ceilingsOf(model);
  if (values.json)
    return console.log(JSON.stringify({ columns, ceilings, constants: model.constants, inputs: model.inputs }));
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

/** The documents are what everybody reads: they are made from the defaults alone. */
function write(model: Model, settings: readonly string[]): void {
  if (settings.length > 0) throw new InputError("--write takes the defaults; change them in inputs.ts.");
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

function parse() {
  try {
    return parseArgs({
      options: {
        users: { type: "string", default: "1000000" },
        as: { type: "string", default: "registered" },
        set: { type: "string", multiple: true, default: [] },
        inputs: { type: "boolean", default: false },
        write: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    }).values;
  } catch (error) {
    throw new InputError(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
  }
}
