import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { REPO_ROOT } from "@sendcat/local-stack";
import { renderTurnReport } from "../turn-bench/render-turn-report.ts";
import { runTurnBench } from "../turn-bench/run-turn-bench.ts";
import { exitCode } from "./exit-code.ts";

const HELP = `Usage: pnpm bench turn [options]

What a turn costs in CPU, Redis commands, Convex calls and bytes, and what counting adds to it: rounds in turn on a host that counts and on
one that does not.

  --pairs N        pairs of rounds (default 9)
  --turns N        turns of a round (default 150)
  --tokens N       of each answer (default 300)
  --port-base N    first port (default SENDCAT_BENCH_PORT_BASE or 16000)
  --write          docs/reports/turn.md and turn.json
  --json           the report as JSON
  -h, --help       this text`;

const { values } = parseArgs({
  options: {
    pairs: { type: "string", default: "9" },
    turns: { type: "string", default: "150" },
    tokens: { type: "string", default: "300" },
    "port-base": { type: "string", default: process.env["SENDCAT_BENCH_PORT_BASE"] || "16000" },
    write: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(exitCode.green);
}
const [pairs, turns, tokens, portBase] = [values.pairs, values.turns, values.tokens, values["port-base"]].map(Number);
if (
  ![pairs, turns, tokens, portBase].every(
    (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 65_000,
  )
) {
  console.error(`All four are whole numbers from 1 to 65000.\n\n${HELP}`);
  process.exit(exitCode.usage);
}
const say = (text: string): void => void process.stderr.write(`${text}\n`);
const report = await runTurnBench({
  pairs: pairs ?? 0,
  turns: turns ?? 0,
  tokens: tokens ?? 0,
  portBase: portBase ?? 0,
  say,
});
if (values.write) {
  const folder = join(REPO_ROOT, "docs/reports");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "turn.md"), renderTurnReport(report));
  writeFileSync(join(folder, "turn.json"), `${JSON.stringify(report, null, 2)}\n`);
}
console.log(values.json ? JSON.stringify(report) : renderTurnReport(report));
process.exit(exitCode.green);
