import type { Check, CheckResult } from "./check.ts";
import { addTallies, ONE_FAILED, type Tally } from "./tally.ts";

const SHOWN_CHARS = 20_000;

/** Runs checks, `parallel` at a time, telling how each went. A check that throws has failed; the others still run. */
export async function runChecks(checks: readonly Check[], parallel: number): Promise<Tally> {
  const queue = [...checks];
  const tallies: Tally[] = [];
  async function work(): Promise<void> {
    for (let check = queue.shift(); check; check = queue.shift()) tallies.push(await runOne(check));
  }
  await Promise.all(Array.from({ length: parallel }, work));
  return addTallies(tallies);
}

async function runOne(check: Check): Promise<Tally> {
  const startedMs = performance.now();
  const { tally, output } = await check
    .run()
    .catch((error: unknown): CheckResult => ({ tally: ONE_FAILED, output: String(error) }));
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  const { passed, failed, skipped } = tally;
  const counts = passed + failed + skipped > 1 ? `, ${passed} passed, ${failed} failed, ${skipped} skipped` : "";
  if (failed > 0 && output) console.log(output.slice(-SHOWN_CHARS));
  console.log(`${failed === 0 ? "ok    " : "FAILED"}  ${check.name} (${seconds} s${counts})`);
  return tally;
}
