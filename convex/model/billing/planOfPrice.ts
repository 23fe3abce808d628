import type { PlanName } from "@sendcat/shared-types";

const PRICE = /^sendcat_(plus|pro)_[a-z]{3}$/;

/** The plan a price buys, by its name `sendcat_PLAN_CURRENCY`. Throws for any other: somebody has to look at it. */
export function planOfPrice(price: string): PlanName {
  const plan = PRICE.exec(price)?.[1];
  if (plan === "plus" || plan === "pro") return plan;
  throw new Error("the price belongs to no plan");
}
