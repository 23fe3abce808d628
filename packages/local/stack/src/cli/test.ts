import { parseArgs } from "node:util";
import { LONG_SUITES, readTestEnv, type LongSuite } from "@sendcat/test-depth";
import { changedChecks, longChecks, staticChecks } from "../checks/all-checks.ts";
import type { CheckRun } from "../checks/check.ts";
import { claimPorts } from "../checks/claim-ports.ts";
import { comparedCommit } from "../checks/compared-commit.ts";
import { runChecks } from "../checks/run-checks.ts";
import { runCommand } from "../checks/run-command.ts";
import { addTallies } from "../checks/tally.ts";
import { slowestFiles, stageTimes, type Stage } from "../checks/time-tables.ts";
import { changedSuites, runAndRecord, runWhatFits } from "../deep/deep-stages.ts";

const SUITES: readonly LongSuite[] = LONG_SUITES;
const HELP = `Usage: pnpm test [--static | --changed [REF] | --ci | --deep [--changed | NAME...]] [--json]

Runs everything: lint, format, types, unused and double dependencies, unit and contract suites, the production build, and
the end-to-end suite in a browser. Suites with a number of runs make the quick one. The last line is "N passed, N failed";
the exit code is 1 when anything failed.

  --static     the static checks only
  --changed    the static checks, and the unit and contract suites that import what has changed since REF, committed or not; REF is
               where this branch left main, on main HEAD, unless named
  --ci         then the long runs whose code has changed since their last green report, as many as fit into 30 minutes
  --deep       the long runs instead, or those named; writes docs/reports/deep.md and deep.json, to be committed
               --deep --changed: those whose code has changed since their last green report
  --json       the last line as JSON instead
  -h, --help   this text

FC_SEED=N (or random) looks at other histories than those of every run.

Long runs:
${SUITES.map(({ name, runs, unit }) => `  ${name.padEnd(26)} ${runs.quick.toLocaleString("en")}, deep ${runs.deep.toLocaleString("en")} ${unit}`).join("\n")}`;

function usage(message: string): never {
  console.error(`${message}\n\n${HELP}`);
  process.exit(2);
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    static: { type: "boolean", default: false },
    ci: { type: "boolean", default: false },
    deep: { type: "boolean", default: false },
    changed: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const isChange = values.changed && !values.deep;
if ([values.static, values.ci, values.deep, isChange].filter(Boolean).length > 1)
  usage("--static, --changed, --ci and --deep exclude each other, but for --deep --changed.");
if (isChange ? positionals.length > 1 : positionals.length > 0 && (values.changed || !values.deep))
  usage("One REF goes with --changed, names go with --deep.");
const unknown = isChange ? [] : positionals.filter((name) => !SUITES.some((suite) => suite.name === name));
if (unknown.length > 0) usage(`No long run is called ${unknown.join(", ")}.`);
const commit = isChange ? await comparedCommit(positionals[0]) : null;
if (isChange && commit === null)
  usage(`There is no commit ${positionals[0] ?? "where this branch left main: name one"}.`);

const { seed } = readTestEnv();
process.env["FC_SEED"] = String(seed);
const ports = await claimPorts();
Object.assign(process.env, ports.env);

const redis = await runCommand(["redis-server", "--version"]);
const redisName =
  redis.exitCode === 0
    ? `redis-server ${/v=(\S+)/.exec(redis.output)?.[1] ?? ""}`
    : "none installed: the in-process fallback";
console.log(
  `Node ${process.version}; Redis: ${redisName}; the browser is named when the end-to-end suite starts. Seed of the properties: ${seed}.`,
);

const runs: CheckRun[] = [];
const stages: Stage[] = [];
async function stage(name: string, run: () => Promise<readonly CheckRun[]>): Promise<void> {
  const startedMs = performance.now();
  runs.push(...(await run()));
  stages.push({ name, seconds: (performance.now() - startedMs) / 1000 });
}

if (values.deep) {
  const named = positionals.length > 0 ? SUITES.filter(({ name }) => positionals.includes(name)) : SUITES;
  const chosen = values.changed ? changedSuites() : named;
  for (const suite of chosen) await stage(suite.name, () => runAndRecord([suite]));
} else {
  await stage("static checks", () => runChecks(staticChecks(), 2));
  const others = commit === null ? longChecks() : changedChecks(commit);
  for (const check of values.static ? [] : others) await stage(check.name, () => runChecks([check], 1));
  if (values.ci) await stage("long runs", runWhatFits);
}
await ports.release();

const lines = [...slowestFiles(runs.flatMap(({ files }) => files)), ...stageTimes(stages)];
console.log(`\n${lines.join("\n")}`);
const total = addTallies(runs.map(({ tally }) => tally));
if (total.skipped > 0) console.log(`${total.skipped} skipped, each with its reason above.`);
const { passed, failed } = total;
console.log(values.json ? JSON.stringify(total) : `${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
