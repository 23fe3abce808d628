import type { Condition, Rule, RuleAction } from "../rule.ts";
import { addMark } from "./mark.ts";

/** A custom rule as Vercel's API takes it. */
export interface VercelRule {
  readonly name: string;
  readonly description: string;
  readonly active: boolean;
  readonly conditionGroup: readonly { readonly conditions: readonly Condition[] }[];
  readonly action: ReturnType<typeof toVercelAction>;
}

/** A rule for Vercel, marked as ours. */
export function toVercelRule({ id, name, description, active, any, action }: Rule): VercelRule {
  const conditionGroup = any.map((conditions) => ({ conditions }));
  return addMark(id, { name, description, active, conditionGroup, action: toVercelAction(action) });
}

export function toVercelAction(action: RuleAction) {
  const rateLimit =
    action.type === "rate_limit"
      ? { algo: "fixed_window", window: action.windowSeconds, limit: action.limit, keys: ["ip"], action: "rate_limit" }
      : null;
  return { mitigate: { action: action.type, rateLimit, redirect: null, actionDuration: null } };
}
