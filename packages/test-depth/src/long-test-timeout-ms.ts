import { readTestEnv } from "./env.ts";

const TIMEOUTS_MS = { quick: 300_000, deep: 1_800_000 };

/** Time limit of one test of a long suite at this run's depth; after it the test counts as hung. */
export function longTestTimeoutMs(): number {
  return TIMEOUTS_MS[readTestEnv().depth];
}
