import { readTestEnv } from "./env.ts";

const TIMEOUTS_MS = { quick: 300_000, deep: 1_800_000 };

/** How long one test of a long suite may take before it counts as hung, at the depth of this run. */
export function longTestTimeoutMs(): number {
  return TIMEOUTS_MS[readTestEnv().depth];
}
