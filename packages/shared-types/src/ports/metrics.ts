import type { Increments } from "../metrics/increments.ts";

/** Counts metrics; they are sent along with other requests. Never throws, never waits. */
export interface Metrics {
  count(increments: Increments): void;
}
