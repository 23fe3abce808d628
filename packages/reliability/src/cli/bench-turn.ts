import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { command, wholeNumber } from "@sendcat/command-line";
import { REPO_ROOT } from "@sendcat/local-stack";
import { renderTurnReport } from "../turn-bench/render-turn-report.ts";
import { runTurnBench } from "../turn-bench/run-turn-bench.ts";
import { benchPortBase } from "./port-base.ts";

const LIMITS = { from: 1, to: 65_000 };
const { write, json, ...settings } = command(
  "pnpm bench turn",
  "Measures the CPU, Redis commands, Convex calls and bytes of a turn, and what counting metrics adds: rounds alternate between a host that counts and one that does not.",
)
  .addOption(wholeNumber("--pairs <n>", "pairs of rounds", LIMITS).default(9))
  .addOption(wholeNumber("--turns <n>", "turns per round", LIMITS).default(150))
  .addOption(wholeNumber("--tokens <n>", "tokens of each answer", LIMITS).default(300))
  .addOption(benchPortBase())
  .option("--write", "write docs/reports/turn.md and turn.json")
  .option("--json", "print the report as JSON")
  .parse()
  .opts();
const say = (text: string): void => void process.stderr.write(`${text}\n`);
const report = await runTurnBench({ ...settings, say });
if (write) {
  const folder = join(REPO_ROOT, "docs/reports");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "turn.md"), renderTurnReport(report));
  writeFileSync(join(folder, "turn.json"), `${JSON.stringify(report, null, 2)}\n`);
}
console.log(json ? JSON.stringify(report) : renderTurnReport(report));
process.exit(0);
