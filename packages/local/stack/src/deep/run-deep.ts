import { readTestEnv, type LongSuite } from "@sendcat/test-depth";
import type { CheckRun } from "../checks/check.ts";
import { failuresOfReport } from "../checks/failures-of-report.ts";
import { failureLines } from "../checks/run-checks.ts";
import { TIMED_OUT } from "../checks/run-command.ts";
import { runVitest } from "../checks/run-vitest.ts";
import { tallyOfReport } from "../checks/tally-of-report.ts";
import { inWords } from "../checks/time-tables.ts";
import { timesOfReport } from "../checks/times-of-report.ts";
import { VITEST_PROJECTS } from "../checks/vitest-check.ts";
import { inputsHash } from "../freshness/inputs-hash.ts";
import { REPO_ROOT } from "../settings/repo-root.ts";
import { expectedSeconds } from "./choose-deep.ts";
import type { DeepRecord, DeepRecords } from "./deep-report.ts";

const PROGRESS_MS = 60_000;

export interface DeepRun extends CheckRun {
  readonly suite: LongSuite;
  /** The record to keep; null when it failed. */
  readonly record: DeepRecord | null;
}

/** Runs one long suite at its deep number. Null when time ran out: its result is unknown then. */
export async function runDeep(suite: LongSuite, records: DeepRecords, timeoutMs: number): Promise<DeepRun | null> {
  const { name, runs, unit } = suite;
  const expected = inWords(expectedSeconds(suite, records));
  console.log(`\n${name}: ${runs.deep.toLocaleString("en")} ${unit}, about ${expected}`);
  const inputs = inputsHash(REPO_ROOT, suite);
  const startedMs = performance.now();
  const seconds = () => (performance.now() - startedMs) / 1000;
  const progress = setInterval(() => console.log(`${name}: ${inWords(seconds())} of about ${expected}`), PROGRESS_MS);
  const env = { SENDCAT_TEST_DEPTH: "deep" };
  const { report, exitCode } = await runVitest([...projectOf(suite), ...suite.files], { env, timeoutMs });
  clearInterval(progress);
  if (exitCode === TIMED_OUT) return null;
  const counted = tallyOfReport(report, exitCode);
  // A machine without redis-server skips a whole suite: neither a failure nor a green run.
  const isSkipped = exitCode === 0 && counted.passed === 0 && counted.skipped > 0;
  const tally = isSkipped ? { ...counted, failed: 0 } : counted;
  const isGreen = tally.failed === 0 && !isSkipped;
  const took = Math.round(seconds() * 10) / 10;
  const endedAt = new Date().toISOString();
  const { seed } = readTestEnv();
  const record = { inputs, runs: runs.deep, passed: tally.passed, seconds: took, endedAt, seed };
  console.log(`${isSkipped ? "skip  " : isGreen ? "ok    " : "FAILED"}  ${name} (${took} s)`);
  const failures = failureLines(name, tally, failuresOfReport(report));
  return { suite, name, seconds: took, tally, files: timesOfReport(report), failures, record: isGreen ? record : null };
}

function projectOf({ files }: LongSuite): readonly string[] {
  if (files.some((file) => file.startsWith("e2e/"))) return VITEST_PROJECTS.e2e;
  return VITEST_PROJECTS.unit;
}
