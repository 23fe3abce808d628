import { readTestEnv } from "./env.ts";
import { LONG_SUITES, type LongSuiteName } from "./long-suites.ts";

/** How many runs a suite makes in this run of the tests. */
export function runsOf(name: LongSuiteName): number {
  const { runs } = LONG_SUITES.find((suite) => suite.name === name) ?? {};
  if (!runs) throw new Error(`${name} is no long suite.`);
  return runs[readTestEnv().depth];
}
