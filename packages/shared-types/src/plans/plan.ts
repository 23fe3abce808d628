import { z } from "zod";

export const PLAN_NAMES = ["guest", "free", "plus", "pro"] as const;
export const planNameSchema = z.enum(PLAN_NAMES);
export type PlanName = z.infer<typeof planNameSchema>;

export interface PlanLimits {
  readonly turnsPerDay: number;
  readonly maxInFlight: number;
  /** Model classes this plan may ask for; the first is the default. */
  readonly models: readonly string[];
}

/** Limits by plan. A day is the service's day (`policy.timeZone`). */
export const PLANS: Readonly<Record<PlanName, PlanLimits>> = {
  guest: { turnsPerDay: 20, maxInFlight: 2, models: ["fast"] },
  free: { turnsPerDay: 50, maxInFlight: 2, models: ["fast"] },
  plus: { turnsPerDay: 300, maxInFlight: 4, models: ["fast", "smart"] },
  pro: { turnsPerDay: 1_500, maxInFlight: 8, models: ["fast", "smart"] },
};
