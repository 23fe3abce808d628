import { OPEN_POLICY } from "../stream-bench/open-policy.ts";
import type { Drill } from "./drill.ts";
import type { Profile } from "./profiles.ts";

/**
 * Limits that no drill meets unless it says so, and more patience with Redis than the 250 ms of production: a machine that runs the load, the
 * service and everything it leans on at once is late for reasons that no deployment has. Drills of outages set their own.
 */
export const DRILL_POLICY = {
  ...OPEN_POLICY,
  failure: { admission: { waitMs: 2_000 }, settlement: { waitMs: 2_000 }, throttle: { waitMs: 2_000 } },
};

/** What a drill's stack runs on. */
export function drillPolicy({ policy }: Pick<Drill, "policy">, profile: Profile): object {
  return merged(DRILL_POLICY, policy?.(profile) ?? {});
}

/** Objects laid over each other, two levels deep, as a policy file is over the policy. */
function merged(base: object, over: object): object {
  const result: Record<string, unknown> = { ...base };
  for (const [name, value] of Object.entries(over)) {
    const below = result[name];
    const isBoth = typeof below === "object" && below !== null && typeof value === "object" && value !== null;
    result[name] = isBoth ? { ...below, ...value } : value;
  }
  return result;
}
