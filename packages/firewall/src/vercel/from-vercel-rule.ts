import { isRecord } from "@sendcat/shared-types";
import { PLAIN_TYPES, TEXT_OPS, type Condition, type Rule, type RuleAction } from "../rule.ts";
import { canonicalRule } from "./canonical-rule.ts";
import { readMark } from "./mark.ts";
import type { RemoteRule } from "./read-remote-rules.ts";
import { toVercelAction } from "./to-vercel-rule.ts";

export type FromVercel =
  | { readonly ok: true; readonly rule: Rule }
  /** Why our types cannot express the rule. */
  | { readonly ok: false; readonly reason: string };

/** A rule of the project as typed data. One of ours gets back its own id, name and description; one made by hand keeps Vercel's. */
export function fromVercelRule(remote: RemoteRule): FromVercel {
  const { id, name, description } = readMark(remote) ?? remote;
  const { conditionGroup } = remote.json;
  if (!Array.isArray(conditionGroup)) return { ok: false, reason: "it has no conditionGroup" };
  const any: (readonly Condition[])[] = [];
  for (const group of conditionGroup) {
    const conditions: unknown = isRecord(group) ? group["conditions"] : null;
    if (!isListOf(isCondition, conditions)) return { ok: false, reason: `it has the conditions ${shown(conditions)}` };
    any.push(conditions);
  }
  const action = readAction(remote.json["action"]);
  if (action === null) return { ok: false, reason: `it has the action ${shown(remote.json["action"])}` };
  return { ok: true, rule: { id, name, description, active: remote.active, any, action } };
}

function isCondition(json: unknown): json is Condition {
  if (!isRecord(json)) return false;
  const { type, key, op, neg, value } = json;
  const asksOfFact = type === "header" ? typeof key === "string" : PLAIN_TYPES.some((known) => known === type);
  const hasValue = TEXT_OPS.some((known) => known === op) ? typeof value === "string" : op === "ex";
  return asksOfFact && (hasValue || (op === "inc" && isListOf(isText, value))) && typeof (neg ?? false) === "boolean";
}

/** Null when writing it back would lose something. */
function readAction(json: unknown): RuleAction | null {
  const mitigate = isRecord(json) ? json["mitigate"] : null;
  const rateLimit = isRecord(mitigate) ? mitigate["rateLimit"] : null;
  const { window, limit } = isRecord(rateLimit) ? rateLimit : {};
  const action: RuleAction =
    typeof window === "number" && typeof limit === "number"
      ? { type: "rate_limit", windowSeconds: window, limit }
      : { type: "deny" };
  return canonicalRule({ action: toVercelAction(action) }) === canonicalRule({ action: json }) ? action : null;
}

function isListOf<T>(isOne: (value: unknown) => value is T, list: unknown): list is readonly T[] {
  return Array.isArray(list) && list.every(isOne);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function shown(json: unknown): string {
  return String(JSON.stringify(json)).slice(0, 200);
}
