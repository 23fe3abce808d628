import { join } from "node:path";
import { LONG_SUITES, type LongSuite } from "@sendcat/test-depth";
import { inWords } from "../checks/time-tables.ts";
import { inputsHash } from "../freshness/inputs-hash.ts";
import { REPO_ROOT } from "../settings/repo-root.ts";
import { chooseDeep, expectedSeconds } from "./choose-deep.ts";
import { readDeepReport, writeDeepReport, type DeepRecords } from "./deep-report.ts";
import { runDeep, type DeepRun } from "./run-deep.ts";

const REPORTS = join(REPO_ROOT, "docs/reports");
/** Time for long suites in a CI run, whatever has changed. */
const CI_SECONDS = 30 * 60;
const NO_BOUND_MS = 24 * 60 * 60 * 1000;
const suites: readonly LongSuite[] = LONG_SUITES;

/** Runs long suites and records each result as it ends. A failed suite loses its record: it runs again until it is green. */
export async function runAndRecord(chosen: readonly LongSuite[]): Promise<readonly DeepRun[]> {
  const runs: DeepRun[] = [];
  for (const suite of chosen) {
    const records = readDeepReport(REPORTS);
    const run = await runDeep(suite, records, NO_BOUND_MS);
    if (!run) continue;
    runs.push(run);
    const { [suite.name]: _, ...others } = records;
    const isSkipped = !run.record && run.tally.failed === 0;
    if (!isSkipped) writeDeepReport(REPORTS, suites, run.record ? { ...others, [suite.name]: run.record } : others);
  }
  return runs;
}

/** Long suites whose code has changed since their last green report. */
export function changedSuites(): readonly LongSuite[] {
  return choice(Number.POSITIVE_INFINITY, readDeepReport(REPORTS)).run;
}

/** Runs the changed suites, as many as fit into half an hour. Writes nothing: a CI run cannot commit a report. */
export async function runWhatFits(): Promise<readonly DeepRun[]> {
  const records = readDeepReport(REPORTS);
  const { run, leftOut, unchanged } = choice(CI_SECONDS, records);
  const named = (all: readonly LongSuite[]) =>
    all.map((suite) => `${suite.name} (${inWords(expectedSeconds(suite, records))})`).join(", ") || "none";
  console.log(`\nLong runs. Changed since their last green report: ${named(run)}. Unchanged: ${named(unchanged)}.`);
  const endMs = performance.now() + CI_SECONDS * 1000;
  const runs: DeepRun[] = [];
  const cut: LongSuite[] = [];
  for (const suite of run) {
    const leftMs = endMs - performance.now();
    const done = leftMs > 0 ? await runDeep(suite, records, leftMs) : null;
    if (done) runs.push(done);
    else cut.push(suite);
  }
  if (cut.length > 0) console.log(`Ended or not begun because ${inWords(CI_SECONDS)} were over: ${named(cut)}.`);
  if (leftOut.length > 0)
    console.log(`Changed, and left out because they do not fit into ${inWords(CI_SECONDS)}: ${named(leftOut)}.`);
  if (cut.length + leftOut.length > 0)
    console.log("`pnpm test --deep --changed` runs them, and writes the report to commit.");
  return runs;
}

function choice(budgetSeconds: number, records: DeepRecords) {
  const hashes = Object.fromEntries(suites.map((suite) => [suite.name, inputsHash(REPO_ROOT, suite)]));
  return chooseDeep({ suites, records, hashes, budgetSeconds });
}
