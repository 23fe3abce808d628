import { isRecord } from "@sendcat/shared-types";
import type { Mitigation } from "../platform-error.ts";
import type { Reading } from "../reading.ts";
import type { Visit } from "../visit.ts";
import { compileAction, type RuleAction } from "./compile-action.ts";
import { compileCondition, type Matcher } from "./compile-condition.ts";

export interface RuleMatch {
  /** The rule's name, as the dashboard shows it. */
  readonly rule: string;
  readonly action: Mitigation | "log" | "bypass";
}

/** All that matched and acted, in order; the last one is what happens to the request. */
export type JudgeVisit = (visit: Visit) => readonly RuleMatch[];

interface Rule {
  readonly name: string;
  readonly groups: readonly (readonly Matcher[])[];
  readonly action: RuleAction;
  readonly windows: Map<string, { endsAtMs: number; requests: number }>;
}

/**
 * The active custom rules of a firewall configuration, as the API stores it; null is a project that never had one. Rules are asked in order:
 * `deny` and `challenge` end it, `bypass` skips the rest, `log` goes on, and so does a rate limit that is not used up
 * (https://vercel.com/docs/vercel-firewall/vercel-waf/rule-configuration#actions). Throws an error that names the rule for what this
 * machine cannot judge.
 */
export function compileFirewall(
  config: unknown,
  { reading, now }: { reading: Reading; now: () => number },
): JudgeVisit {
  if (config === null) return () => [];
  const { firewallEnabled, rules: stored, ips = [], crs = {}, managedRules = {} } = isRecord(config) ? config : {};
  if (!Array.isArray(stored) || typeof firewallEnabled !== "boolean")
    throw new Error("this is no firewall configuration");
  const others = [ips, crs, managedRules].flatMap((list) => (isRecord(list) ? Object.values(list) : list));
  if (others.some((one) => isRecord(one) && one["active"] !== false))
    throw new Error("this machine knows custom rules only: no IP rules and no managed rulesets");
  if (!firewallEnabled) return () => [];
  const rules = stored
    .filter((rule) => isRecord(rule) && rule["active"] === true)
    .map((rule) => compile(rule, reading));

  return (visit) => {
    const matches: RuleMatch[] = [];
    for (const rule of rules) {
      if (!rule.groups.some((group) => group.every((holds) => holds(visit)))) continue;
      const action = actionFor(rule, visit, now());
      if (action === null) continue;
      matches.push({ rule: rule.name, action });
      if (action !== "log") break;
    }
    return matches;
  };
}

function compile(rule: Readonly<Record<string, unknown>>, reading: Reading): Rule {
  const { name, conditionGroup, action } = rule;
  try {
    if (!Array.isArray(conditionGroup) || conditionGroup.length === 0) throw new Error("it has no conditions");
    const groups = conditionGroup.map((group: unknown) => {
      const conditions = isRecord(group) ? group["conditions"] : null;
      if (!Array.isArray(conditions) || conditions.length === 0) throw new Error("it has an empty group");
      return conditions.map((condition: unknown) => compileCondition(condition, reading));
    });
    return { name: String(name), groups, action: compileAction(action), windows: new Map() };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The firewall rule ${JSON.stringify(name)}: ${reason}.`, { cause });
  }
}

/** Null while a rate limit is not used up. */
function actionFor({ action, windows }: Rule, visit: Visit, nowMs: number): RuleMatch["action"] | null {
  if (action.type !== "rate_limit") return action.type;
  for (const [key, { endsAtMs }] of windows) if (endsAtMs <= nowMs) windows.delete(key);
  const key = action.keyOf(visit);
  const window = windows.get(key) ?? { endsAtMs: nowMs + action.windowMs, requests: 0 };
  windows.set(key, window);
  window.requests += 1;
  return window.requests > action.limit ? action.exceeded : null;
}
