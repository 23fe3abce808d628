import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { REPO_ROOT, startStack } from "@sendcat/local-stack";
import { localOnly } from "../load/local-only.ts";
import { measureTools, TOOLS_POLICY } from "../tools-bench/measure-tools.ts";
import { renderTools, toolFigures } from "../tools-bench/render-tools.ts";

const HELP = `Usage: pnpm bench tools [options]
What a search adds to an answer: from the call on the wire to its result, for a cache hit, for a miss that a job of Convex fetches, for many
turns at once that ask the same, and for a full queue. Production stack, the search simulator's own time given beside.

  --turns N         turns of each kind (default 200)
  --crowd N         turns at once that ask the same (default 50), --crowds N times (default 3)
  --latency N       the provider's time, milliseconds (default 120)
  --port-base N     first port (default SENDCAT_BENCH_PORT_BASE or 16000)
  --write           the report into docs/reports/tools.md
  --json            the report as JSON, progress on standard error
  -h, --help        this text`;

const { values } = parseArgs({
  options: {
    turns: { type: "string", default: "200" },
    crowd: { type: "string", default: "50" },
    crowds: { type: "string", default: "3" },
    latency: { type: "string", default: "120" },
    "port-base": { type: "string", default: process.env["SENDCAT_BENCH_PORT_BASE"] || "16000" },
    write: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const turns = whole("turns", values.turns, 5_000);
const crowd = whole("crowd", values.crowd, 500);
const crowds = whole("crowds", values.crowds, 50);
const latencyMs = whole("latency", values.latency, 10_000);
const say = (text: string): void => void process.stderr.write(`${text}\n`);

const dataDir = mkdtempSync(join(tmpdir(), "sendcat-tools-bench-"));
const stack = await startStack({
  mode: "production",
  portBase: whole("port-base", values["port-base"], 65_000),
  dataDir,
  env: localOnly(process.env),
  policy: TOOLS_POLICY,
  onLine: ({ part, text }) => part === "stack" && say(text),
});
try {
  const rows = await measureTools(stack, { turns, crowd, crowds, latencyMs, say });
  const text = renderTools(rows, latencyMs);
  if (values.write) {
    const folder = join(REPO_ROOT, "docs/reports");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "tools.md"), text);
  }
  console.log(values.json ? JSON.stringify(rows.map(toolFigures)) : text);
} finally {
  await stack.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
process.exit(0);

function whole(option: string, text: string, largest: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= largest) return value;
  console.error(`--${option} must be a whole number from 1 to ${largest}.\n\n${HELP}`);
  return process.exit(2);
}
