import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Argument, command, number, wholeNumber } from "@sendcat/command-line";
import { REPO_ROOT } from "@sendcat/local-stack";
import { MILESTONES } from "../milestone/milestones.ts";
import { renderMilestone } from "../milestone/render-milestone.ts";
import { runMilestone } from "../milestone/run-milestone.ts";
import { benchPortBase } from "./port-base.ts";

const benchmark = command(
  "pnpm bench milestone",
  "Opens a milestone's streams at the same time on a production stack on this machine: sign-in, reservation, persistence and settlement as in production. Every answer is compared with what the provider sent. m1: 500 on the Convex host; m2: 5,000 on the edge route; m3: 20,000 on apps/stream.",
)
  .addArgument(new Argument("<name>", "the milestone").choices(Object.keys(MILESTONES)))
  .addOption(wholeNumber("--streams <n>", "number of streams, instead of the milestone's", { from: 1, to: 100_000 }))
  .addOption(number("--ramp <n>", "seconds over which the streams start", { from: 0.001, to: 3_600 }))
  .addOption(wholeNumber("--tokens <n>", "tokens per answer", { from: 1, to: 20_000 }))
  .addOption(number("--pace <n>", "tokens per second", { from: 0.001, to: 10_000 }))
  .addOption(wholeNumber("--load <n>", "load processes", { from: 1, to: 64 }).default(2))
  .addOption(benchPortBase())
  .option("--write", "write the report to docs/reports/milestone-NAME.md")
  .parse();

try {
  await main();
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}

async function main(): Promise<void> {
  const [name] = benchmark.processedArgs;
  const { streams, ramp, tokens, pace, load, portBase, write } = benchmark.opts();
  const planned = MILESTONES[name];
  if (!planned) throw new Error(`${name} is not a milestone.`);
  const milestone = {
    ...planned,
    streams: streams ?? planned.streams,
    rampSeconds: ramp ?? planned.rampSeconds,
    tokens: tokens ?? planned.tokens,
    tokensPerSecond: pace ?? planned.tokensPerSecond,
  };
  const report = await runMilestone(milestone, {
    portBase,
    loadProcesses: load,
    readAgain: 500,
    say: (text) => void process.stderr.write(`${text}\n`),
  });
  const text = renderMilestone(report);
  if (write) {
    const folder = join(REPO_ROOT, "docs/reports");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `milestone-${name}.md`), text);
  }
  console.log(text);
}
