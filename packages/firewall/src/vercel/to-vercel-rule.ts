import type { Condition, Rule, RuleAction } from "../rule.ts";
import { addMark } from "./mark.ts";
import type { VercelCondition, VercelMitigate, VercelRuleValue } from "./vercel-rule.ts";

/** A rule as Vercel's API takes it, marked as ours. */
export function toVercelRule(rule: Rule): VercelRuleValue {
  return addMark(rule.id, {
    name: rule.name,
    description: rule.description,
    active: rule.active,
    conditionGroup: rule.any.map((group) => ({ conditions: group.map(toVercelCondition) })),
    action: { mitigate: toVercelMitigate(rule.action) },
  });
}

function toVercelCondition({ type, op, key, neg, value }: Condition): VercelCondition {
  return {
    type,
    op,
    ...(neg === true ? { neg } : {}),
    ...(key === undefined ? {} : { key }),
    ...(value === undefined ? {} : { value }),
  };
}

function toVercelMitigate(action: RuleAction): VercelMitigate {
  const actionDuration = "persistFor" in action ? (action.persistFor ?? null) : null;
  const plain = { action: action.type, rateLimit: null, redirect: null, actionDuration };
  if (action.type === "redirect") {
    const { location, permanent } = action;
    return { ...plain, redirect: { location, permanent } };
  }
  if (action.type !== "rate_limit") return plain;
  const { algorithm, windowSeconds, limit, keys, exceeded } = action;
  return { ...plain, rateLimit: { algo: algorithm, window: windowSeconds, limit, keys, action: exceeded } };
}
