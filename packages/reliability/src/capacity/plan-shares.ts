import { namesOf, recordOf, type PlanName } from "@sendcat/shared-types";

const SHARES = {
  free: "freeShare",
  plus: "plusShare",
  pro: "proShare",
} as const satisfies Readonly<Record<Exclude<PlanName, "guest">, string>>;

/** The share of daily users on each plan; who has no account is a guest. Below 0: the inputs are more than all users together. */
export function planShares(
  inputs: Readonly<Record<(typeof SHARES)[keyof typeof SHARES], number>>,
): Readonly<Record<PlanName, number>> {
  const accounts = recordOf(namesOf(SHARES), (plan) => inputs[SHARES[plan]]);
  return { guest: 1 - Object.values(accounts).reduce((sum, share) => sum + share, 0), ...accounts };
}
