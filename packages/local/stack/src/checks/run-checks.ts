import type { Check, CheckResult, CheckRun } from "./check.ts";
import { ONE_FAILED, type Tally } from "./tally.ts";

const SHOWN_CHARS = 20_000;

/** Runs checks, `parallel` at a time, and prints each result. A check that throws has failed; the others still run. */
export async function runChecks(checks: readonly Check[], parallel: number): Promise<readonly CheckRun[]> {
  const queue = [...checks];
  const runs: CheckRun[] = [];
  async function work(): Promise<void> {
    for (let check = queue.shift(); check; check = queue.shift()) runs.push(await runOne(check));
  }
  await Promise.all(Array.from({ length: parallel }, work));
  return runs;
}

async function runOne(check: Check): Promise<CheckRun> {
  const startedMs = performance.now();
  const {
    tally,
    output,
    files = [],
    failures = [],
  } = await check.run().catch((error: unknown): CheckResult => ({ tally: ONE_FAILED, output: String(error) }));
  const seconds = (performance.now() - startedMs) / 1000;
  const { passed, failed, skipped } = tally;
  const counts = passed + failed + skipped > 1 ? `, ${passed} passed, ${failed} failed, ${skipped} skipped` : "";
  if (failed > 0 && output) console.log(output.slice(-SHOWN_CHARS));
  console.log(`${failed === 0 ? "ok    " : "FAILED"}  ${check.name} (${seconds.toFixed(1)} s${counts})`);
  return { name: check.name, seconds, tally, files, failures: failureLines(check.name, tally, failures) };
}

/** The failures to list at the end of a run; a failed check has at least one. */
export function failureLines(name: string, { failed }: Tally, failures: readonly string[]): readonly string[] {
  return failed > 0 && failures.length === 0 ? [`${name}: not a test, see its output above`] : failures;
}
