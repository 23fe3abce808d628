import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { REPO_ROOT } from "@sendcat/local-stack";
import { renderRatePlot, renderReport } from "../stream-bench/render-report.ts";
import { runStreamBench } from "../stream-bench/run-stream-bench.ts";

const HELP = `Usage: pnpm bench stream [options]
       pnpm bench tools [options]       what a search adds to an answer; its own --help
       pnpm bench milestone m1|m2|m3    500, 5,000, 20,000 streams open at once; its own --help
       pnpm bench admission [options]   what it costs to admit a turn; its own --help
       pnpm bench core [options]        what the embedded Convex deployment does a second; its own --help
       pnpm bench retention [options]   the nightly sweep over a million messages, killed twenty times; its own --help
       pnpm bench history [options]     what a turn costs the core in a conversation of 10, 1,000 and 100,000 messages; its own --help
       pnpm bench turn [options]        what a turn costs, and what counting adds to it; its own --help
       pnpm bench counting              the CPU that counting adds to admission alone; its own --help

pnpm bench stream
Sendcat's edge route and apps/stream beside a route that passes the provider's body through, the usual streamText route, the Portkey gateway
from npm, and nginx where it is installed: tokens a second a core, time to the first token at 1, 100 and 1,000 open streams, memory a stream.
Same machine, same run, interleaved rounds; Sendcat's turns are signed in, reserved, stored and settled as in production.

  --rounds N        measured rounds per contender and length (default 3)
  --requests N      requests per round (default 100)
  --concurrency N   requests at once (default 20)
  --tokens A,B,C    answer lengths (default 200,1000,4000)
  --open A,B,C      open streams for the first token (default 1,100,1000)
  --memory N        open streams for memory, 0 for none (default 1000)
  --port-base N     first port (default SENDCAT_BENCH_PORT_BASE or 16000)
  --write           the report and its plot into docs/reports
  --json            the report as JSON, progress on standard error
  -h, --help        this text`;

/** Benchmarks with a command of their own. */
const OTHERS: Readonly<Record<string, string>> = {
  tools: "packages/reliability/src/cli/tools.ts",
  milestone: "packages/reliability/src/cli/milestone.ts",
  admission: "packages/redis/src/testing/bench/admission-bench.ts",
  core: "packages/local/convex/src/testing/bench/main.ts",
  history: "packages/convex-client/src/testing/bench/history-bench.ts",
  retention: "packages/convex-client/src/testing/bench/retention-bench.ts",
  counting: "packages/redis/src/testing/bench/counting-bench.ts",
  turn: "packages/reliability/src/cli/bench-turn.ts",
};

const [, , name = "", ...rest] = process.argv;
const other = OTHERS[name];
if (other) {
  const { status } = spawnSync(process.execPath, [join(REPO_ROOT, other), ...rest], { stdio: "inherit" });
  process.exit(status ?? 1);
}

const { values, positionals } = parse();
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
if (positionals[0] !== "stream" || positionals.length > 1)
  usage(`There are these benchmarks: stream, ${Object.keys(OTHERS).join(", ")}.`);

const settings = {
  rounds: whole("rounds", 1, 50),
  requests: whole("requests", 1, 10_000),
  concurrency: whole("concurrency", 1, 500),
  tokens: values.tokens.split(",").map((text) => number("tokens", text, [1, 20_000])),
  open: values.open
    .split(",")
    .filter(Boolean)
    .map((text) => number("open", text, [1, 1_000])),
  memoryStreams: whole("memory", 0, 5_000),
  portBase: whole("port-base", 1_024, 65_000),
};
const say = (text: string): void => void process.stderr.write(`${text}\n`);
try {
  const report = await runStreamBench({ ...settings, say });
  const text = renderReport(report);
  if (values.write) {
    const folder = join(REPO_ROOT, "docs/reports");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "stream.md"), text);
    writeFileSync(join(folder, "stream.json"), `${JSON.stringify(report, null, 2)}\n`);
    writeFileSync(join(folder, "stream-rate.svg"), renderRatePlot(report));
  }
  console.log(values.json ? JSON.stringify(report) : text);
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}

function parse() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        rounds: { type: "string", default: "3" },
        requests: { type: "string", default: "100" },
        concurrency: { type: "string", default: "20" },
        tokens: { type: "string", default: "200,1000,4000" },
        open: { type: "string", default: "1,100,1000" },
        memory: { type: "string", default: "1000" },
        "port-base": { type: "string", default: process.env["SENDCAT_BENCH_PORT_BASE"] || "16000" },
        write: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
  } catch (error) {
    return usage(error instanceof Error ? error.message : String(error));
  }
}

function usage(message: string): never {
  console.error(`${message}\n\n${HELP}`);
  process.exit(2);
}

function whole(
  option: "rounds" | "requests" | "concurrency" | "memory" | "port-base",
  smallest: number,
  largest: number,
): number {
  return number(option, values[option], [smallest, largest]);
}

function number(option: string, text: string, [smallest, largest]: readonly [number, number]): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= smallest && value <= largest) return value;
  return usage(`--${option} must be a whole number from ${smallest} to ${largest}.`);
}
