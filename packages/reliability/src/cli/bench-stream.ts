import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { command, wholeNumber, wholeNumbers } from "@sendcat/command-line";
import { REPO_ROOT } from "@sendcat/local-stack";
import { renderRatePlot, renderReport } from "../stream-bench/render-report.ts";
import { runStreamBench } from "../stream-bench/run-stream-bench.ts";
import { benchPortBase } from "./port-base.ts";

const {
  memory: memoryStreams,
  write,
  json,
  ...settings
} = command(
  "pnpm bench stream",
  "Compares Sendcat's edge route, its Node route and apps/stream with a route that passes the provider's body through, the usual streamText route, the Portkey gateway from npm, and nginx where it is installed: tokens per second and core, time to the first token at 1, 100 and 1,000 open streams, memory per stream. Same machine, same run, interleaved rounds; Sendcat's turns are signed in, reserved, stored and settled as in production.",
)
  .addOption(wholeNumber("--rounds <n>", "measured rounds per contender and length", { from: 1, to: 50 }).default(3))
  .addOption(wholeNumber("--requests <n>", "requests per round", { from: 1, to: 10_000 }).default(100))
  .addOption(wholeNumber("--concurrency <n>", "requests at once", { from: 1, to: 500 }).default(20))
  .addOption(wholeNumbers("--tokens <a,b,c>", "answer lengths", { from: 1, to: 20_000 }).default([200, 1_000, 4_000]))
  .addOption(
    wholeNumbers("--open <a,b,c>", "open streams for the first token", { from: 1, to: 1_000 }).default([1, 100, 1_000]),
  )
  .addOption(wholeNumber("--memory <n>", "open streams for memory, 0 for none", { from: 0, to: 5_000 }).default(1_000))
  .addOption(benchPortBase())
  .option("--write", "write the report and its plot to docs/reports")
  .option("--json", "print the report as JSON, progress on standard error")
  .parse()
  .opts();
const say = (text: string): void => void process.stderr.write(`${text}\n`);
try {
  const report = await runStreamBench({ ...settings, memoryStreams, say });
  const text = renderReport(report);
  if (write) {
    const folder = join(REPO_ROOT, "docs/reports");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "stream.md"), text);
    writeFileSync(join(folder, "stream.json"), `${JSON.stringify(report, null, 2)}\n`);
    writeFileSync(join(folder, "stream-rate.svg"), renderRatePlot(report));
  }
  console.log(json ? JSON.stringify(report) : text);
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
