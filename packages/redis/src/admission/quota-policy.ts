import type { Policy } from "@sendcat/shared-types";

/** The parts of the policy that admission uses. */
export type QuotaPolicy = Pick<Policy, "plans" | "timeZone" | "admission" | "spend" | "breaker" | "proof" | "failure">;
