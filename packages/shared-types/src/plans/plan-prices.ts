import type { PlanName } from "./plan.ts";

export const CURRENCIES = ["usd", "jmd"] as const;
export type Currency = (typeof CURRENCIES)[number];
/** Plans that cost something. */
export const PAID_PLANS = ["plus", "pro"] as const satisfies readonly PlanName[];
export type PaidPlan = (typeof PAID_PLANS)[number];

export function isPaidPlan(plan: PlanName): plan is PaidPlan {
  return PAID_PLANS.some((paid) => paid === plan);
}

/** What a month costs, in the currency's minor unit (cents). The payment provider has prices of the same amounts under `priceKey`. */
export type PlanPrices = Readonly<Record<PaidPlan, Readonly<Record<Currency, number>>>>;

export const PLAN_PRICES: PlanPrices = {
  plus: { usd: 599, jmd: 95_000 },
  pro: { usd: 1_499, jmd: 240_000 },
};

/** What the payment provider knows a price by: Stripe's lookup key. */
export function priceKey(plan: PaidPlan, currency: Currency): string {
  return `sendcat_${plan}_${currency}`;
}
