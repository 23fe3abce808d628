import { NO_LIMITS } from "../stream-bench/no-limits.ts";
import type { Drill } from "./drill.ts";
import type { Profile } from "./profiles.ts";

/**
 * Limits that no drill reaches unless it sets its own, and more patience with Redis than the 250 ms of production: a machine that runs the
 * load, the service and all its dependencies is slow for reasons that no deployment has. Drills of outages set their own.
 */
export const DRILL_POLICY = {
  ...NO_LIMITS,
  failure: { admission: { waitMs: 2_000 }, settlement: { waitMs: 2_000 }, throttle: { waitMs: 2_000 } },
};

/** The policy override that a drill's stack runs with. */
export function drillPolicy({ policy }: Pick<Drill, "policy">, profile: Profile): object {
  return merged(DRILL_POLICY, policy?.(profile) ?? {});
}

/** One object applied on top of another, two levels deep, as a policy override is on the policy. */
function merged(base: object, over: object): object {
  const result: Record<string, unknown> = { ...base };
  for (const [name, value] of Object.entries(over)) {
    const below = result[name];
    const isBoth = typeof below === "object" && below !== null && typeof value === "object" && value !== null;
    result[name] = isBoth ? { ...below, ...value } : value;
  }
  return result;
}
