import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { REPO_ROOT } from "@sendcat/local-stack";
import { MILESTONES } from "../milestone/milestones.ts";
import { renderMilestone } from "../milestone/render-milestone.ts";
import { runMilestone } from "../milestone/run-milestone.ts";

const HELP = `Usage: pnpm bench milestone m1|m2|m3 [options]
Opens a milestone's streams at the same time against a production stack on this machine: sign-in, reservation, persistence and settlement as in
production. Every answer is compared with what the provider sent. m1: 500 on the Convex host; m2: 5,000 on the edge route; m3: 20,000 on apps/stream.

  --streams N       instead of the milestone's
  --ramp N          seconds over which they begin
  --tokens N        tokens an answer
  --pace N          tokens a second
  --load N          load processes (default 2)
  --port-base N     first port (default SENDCAT_BENCH_PORT_BASE or 16000)
  --write           the report into docs/reports/milestone-NAME.md
  -h, --help        this text`;

try {
  await main();
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      streams: { type: "string" },
      ramp: { type: "string" },
      tokens: { type: "string" },
      pace: { type: "string" },
      load: { type: "string", default: "2" },
      "port-base": { type: "string", default: process.env["SENDCAT_BENCH_PORT_BASE"] || "16000" },
      write: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return console.log(HELP);
  const [name = ""] = positionals;
  const planned = MILESTONES[name];
  if (!planned || positionals.length !== 1)
    throw new Error(`Name one of ${Object.keys(MILESTONES).join(", ")}.\n\n${HELP}`);
  const milestone = {
    ...planned,
    streams: number("streams", values.streams, planned.streams),
    rampSeconds: number("ramp", values.ramp, planned.rampSeconds),
    tokens: number("tokens", values.tokens, planned.tokens),
    tokensPerSecond: number("pace", values.pace, planned.tokensPerSecond),
  };
  const report = await runMilestone(milestone, {
    portBase: number("port-base", values["port-base"], 0),
    loadProcesses: number("load", values.load, 2),
    readAgain: 500,
    say: (text) => void process.stderr.write(`${text}\n`),
  });
  const text = renderMilestone(report);
  if (values.write) {
    const folder = join(REPO_ROOT, "docs/reports");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `milestone-${name}.md`), text);
  }
  console.log(text);
}

function number(option: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new Error(`--${option} must be a number above 0.`);
}
