import { OPEN_POLICY } from "../stream-bench/open-policy.ts";

/**
 * Limits that no drill meets unless it says so, and more patience with Redis than the 250 ms of production: a machine that runs the load, the
 * service and everything it leans on at once is late for reasons that no deployment has. Drills of outages set their own.
 */
export const DRILL_POLICY = {
  ...OPEN_POLICY,
  failure: { admission: { waitMs: 2_000 }, settlement: { waitMs: 2_000 }, throttle: { waitMs: 2_000 } },
};
