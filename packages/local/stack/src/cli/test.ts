import { Argument, command, Option } from "@sendcat/command-line";
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
const test = command(
  "pnpm test",
  `Runs everything: lint, format, types, unused and double dependencies, unit and contract suites, the production build, and the end-to-end suite in a browser. Suites with a number of runs make the quick one. The last line is "N passed, N failed"; the exit code is 1 when anything failed.`,
)
  .addArgument(new Argument("[names...]", "with --deep: these long runs alone").choices(SUITES.map(({ name }) => name)))
  .addOption(new Option("--static", "the static checks only").conflicts(["ci", "deep", "changed"]))
  .addOption(
    new Option(
      "--ci",
      "then the long runs whose code has changed since their last green report, as many as fit into 30 minutes",
    ).conflicts(["deep", "changed"]),
  )
  .option("--deep", "the long runs instead, or those named; writes docs/reports/deep.md and deep.json, to be committed")
  .option(
    "--changed [ref]",
    "the static checks, and the unit and contract suites that import what has changed since the commit, committed or not: where this branch left main, on main HEAD, unless named. With --deep: the long runs whose code has changed since their last green report",
  )
  .option("--json", "the last line as JSON instead")
  .addHelpText(
    "after",
    `
FC_SEED=N (or random) looks at other histories than those of every run.

Long runs:
${SUITES.map(({ name, runs, unit }) => `  ${name.padEnd(26)} ${runs.quick.toLocaleString("en")}, deep ${runs.deep.toLocaleString("en")} ${unit}`).join("\n")}`,
  )
  .parse();
const values = test.opts();
const [names] = test.processedArgs;
if (names.length > 0 && (!values.deep || values.changed)) test.error("Names go with --deep, without --changed.");
const ref = typeof values.changed === "string" ? values.changed : undefined;
if (values.deep && ref !== undefined) test.error("--deep --changed compares with the reports, not with a commit.");
const commit = values.changed && !values.deep ? await comparedCommit(ref) : null;
if (values.changed && !values.deep && commit === null)
  test.error(`There is no commit ${ref ?? "where this branch left main: name one"}.`);

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
  const named = names.length > 0 ? SUITES.filter(({ name }) => names.includes(name)) : SUITES;
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
const failures = runs.flatMap((run) => run.failures);
if (failures.length > 0) console.log(`\nFailed:\n${failures.map((failure) => `  ${failure}`).join("\n")}`);
if (total.skipped > 0) console.log(`${total.skipped} skipped, each with its reason above.`);
const { passed, failed } = total;
console.log(values.json ? JSON.stringify(total) : `${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
