import { readTestEnv } from "./env.ts";
import { LONG_SUITES, type LongSuiteName } from "./long-suites.ts";

/** Number of runs of a suite in this test run. */
export function runsOf(name: LongSuiteName): number {
  const { runs } = LONG_SUITES.find((suite) => suite.name === name) ?? {};
  if (!runs) throw new Error(`${name} is not a long suite.`);
  return runs[readTestEnv().depth];
}
