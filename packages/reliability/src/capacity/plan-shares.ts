import { namesOf, recordOf, type PlanName } from "@sendcat/shared-types";

const SHARES = {
  free: "freeShare",
  plus: "plusShare",
  pro: "proShare",
} as const satisfies Readonly<Record<Exclude<PlanName, "guest">, string>>;

/** The share of daily users on each plan; users without an account are guests. Below 0: the inputs add up to more than all users. */
export function planShares(
  inputs: Readonly<Record<(typeof SHARES)[keyof typeof SHARES], number>>,
): Readonly<Record<PlanName, number>> {
  const accounts = recordOf(namesOf(SHARES), (plan) => inputs[SHARES[plan]]);
  return { guest: 1 - Object.values(accounts).reduce((sum, share) => sum + share, 0), ...accounts };
}
