import { recordOf } from "../records/record-of.ts";
import { PLAN_NAMES, type PlanName } from "./plan.ts";

export const CURRENCIES = ["usd", "jmd"] as const;
export type Currency = (typeof CURRENCIES)[number];

/** Price of a month in the currency's minor unit (cents); null: free. */
const PRICES = {
  guest: null,
  free: null,
  plus: { usd: 599, jmd: 95_000 },
  pro: { usd: 1_499, jmd: 240_000 },
} as const satisfies Readonly<Record<PlanName, Readonly<Record<Currency, number>> | null>>;

/** Plans that have a price. */
export type PaidPlan = { [Plan in PlanName]: (typeof PRICES)[Plan] extends null ? never : Plan }[PlanName];
export const PAID_PLANS: readonly PaidPlan[] = PLAN_NAMES.filter(isPaidPlan);

export function isPaidPlan(plan: PlanName): plan is PaidPlan {
  return PRICES[plan] !== null;
}

/** Price of a month of each plan, in minor units. The payment provider has prices of the same amounts under `priceKey`. */
export type PlanPrices = Readonly<Record<PaidPlan, Readonly<Record<Currency, number>>>>;

export const PLAN_PRICES: PlanPrices = recordOf(PAID_PLANS, (plan) => PRICES[plan]);

/** The payment provider's name of a price: Stripe's lookup key. */
export function priceKey(plan: PaidPlan, currency: Currency): string {
  return `sendcat_${plan}_${currency}`;
}
