import { spawnSync } from "node:child_process";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { REPO_ROOT } from "@sendcat/local-stack";
import { runStreamBench } from "../stream-bench/run-stream-bench.ts";
import { costSplit } from "../stream-bench/cost-split.ts";
import { renderReport } from "../stream-bench/stream-report.ts";

const HELP = `Usage: pnpm bench stream [options]
       pnpm bench admission [options]   what it costs to admit a turn; its own --help

pnpm bench stream

Measures tokens a second through Sendcat's production edge route, against an edge route that passes the provider's body through.
Same machine, same run, interleaved rounds, the OpenRouter simulator at full pace; sign-in, reservation and storage as in production.

  --rounds N        measured rounds per route and length (default 5)
  --requests N      requests per round (default 200)
  --concurrency N   requests at once (default 20)
  --tokens A,B,C    answer lengths (default 200,1000,2000)
  --port-base N     first port (default SENDCAT_BENCH_PORT_BASE or 16000)
  --json            the report as JSON, progress on standard error
  -h, --help        this text`;

/** Benchmarks that rooms keep themselves. */
const OF_ROOMS: Readonly<Record<string, string>> = {
  admission: "packages/quota/src/testing/bench/admission-bench.ts",
};

const [, , name = "", ...rest] = process.argv;
const ofRoom = OF_ROOMS[name];
if (ofRoom) {
  const { status } = spawnSync(process.execPath, [join(REPO_ROOT, ofRoom), ...rest], { stdio: "inherit" });
  process.exit(status ?? 1);
}

const { values, positionals } = parse();
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
if (positionals[0] !== "stream" || positionals.length > 1) usage("There are two benchmarks: stream and admission.");

const settings = {
  rounds: whole("rounds", 1, 50),
  requests: whole("requests", 1, 10_000),
  concurrency: whole("concurrency", 1, 500),
  tokens: values.tokens.split(",").map((text) => number("tokens", text, [1, 4_000])),
  portBase: whole("port-base", 1_024, 65_000),
};
const shape = `${settings.requests} requests a round, ${settings.concurrency} at once, ${settings.rounds} rounds`;
const machine = `${cpus().length} x ${cpus()[0]?.model ?? "unknown processor"}, Node ${process.version}`;
const say = (text: string): void => void process.stderr.write(`${text}\n`);
say(`bench stream: ${shape}; ${machine}`);
try {
  const reports = await runStreamBench({ ...settings, say });
  console.log(
    values.json
      ? JSON.stringify({ settings, machine, reports, split: costSplit(reports) })
      : `\n${shape}; ${machine}\n${renderReport(reports)}`,
  );
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
        rounds: { type: "string", default: "5" },
        requests: { type: "string", default: "200" },
        concurrency: { type: "string", default: "20" },
        tokens: { type: "string", default: "200,1000,2000" },
        "port-base": { type: "string", default: process.env["SENDCAT_BENCH_PORT_BASE"] || "16000" },
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

function whole(name: "rounds" | "requests" | "concurrency" | "port-base", smallest: number, largest: number): number {
  return number(name, values[name], [smallest, largest]);
}

function number(name: string, text: string, [smallest, largest]: readonly [number, number]): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= smallest && value <= largest) return value;
  return usage(`--${name} must be a whole number from ${smallest} to ${largest}.`);
}
