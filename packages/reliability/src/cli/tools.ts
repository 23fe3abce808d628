import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { command, wholeNumber } from "@sendcat/command-line";
import { REPO_ROOT, startStack } from "@sendcat/local-stack";
import { localOnly } from "../load/local-only.ts";
import { measureTools, TOOLS_POLICY } from "../tools-bench/measure-tools.ts";
import { renderTools, toolFigures } from "../tools-bench/render-tools.ts";
import { benchPortBase } from "./port-base.ts";

const {
  latency: latencyMs,
  portBase,
  write,
  json,
  ...load
} = command(
  "pnpm bench tools",
  "Measures the time that a search adds to an answer, from the tool call to its result: for a cache hit, for a miss that a Convex job fetches, for many turns at once with the same question, and for a full queue. Production stack; the report also gives the search simulator's own time.",
)
  .addOption(wholeNumber("--turns <n>", "turns of each kind", { from: 1, to: 5_000 }).default(200))
  .addOption(wholeNumber("--crowd <n>", "turns at once with the same question", { from: 1, to: 500 }).default(50))
  .addOption(wholeNumber("--crowds <n>", "number of such crowds", { from: 1, to: 50 }).default(3))
  .addOption(wholeNumber("--latency <n>", "the provider's time, milliseconds", { from: 1, to: 10_000 }).default(120))
  .addOption(benchPortBase())
  .option("--write", "write the report to docs/reports/tools.md")
  .option("--json", "print the report as JSON, progress on standard error")
  .parse()
  .opts();
const say = (text: string): void => void process.stderr.write(`${text}\n`);

const dataDir = mkdtempSync(join(tmpdir(), "sendcat-tools-bench-"));
const stack = await startStack({
  mode: "production",
  portBase,
  dataDir,
  env: localOnly(process.env),
  policy: TOOLS_POLICY,
  onLine: ({ part, text }) => part === "stack" && say(text),
});
try {
  const rows = await measureTools(stack, { ...load, latencyMs, say });
  const text = renderTools(rows, latencyMs);
  if (write) {
    const folder = join(REPO_ROOT, "docs/reports");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "tools.md"), text);
  }
  console.log(json ? JSON.stringify(rows.map(toolFigures)) : text);
} finally {
  await stack.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
process.exit(0);
