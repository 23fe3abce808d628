import { PAID_PLANS, type PlanName } from "@sendcat/shared-types";

const PRICE = /^sendcat_([a-z]+)_[a-z]{3}$/;

/** The plan that a price buys, by its name `sendcat_PLAN_CURRENCY`. Throws for any other price: an operator must look at it. */
export function planOfPrice(price: string): PlanName {
  const name = PRICE.exec(price)?.[1];
  const plan = PAID_PLANS.find((paid) => paid === name);
  if (plan) return plan;
  throw new Error("the price belongs to no plan");
}
