import type { Increments } from "../metrics/increments.ts";

/** Counts on their way: they ride along with what is sent anyway. Never throws, never waits. */
export interface Metrics {
  count(increments: Increments): void;
}
