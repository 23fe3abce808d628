import {
  CONDITION_TYPES,
  LIST_OPS,
  NUMBER_OPS,
  PERSIST_DURATIONS,
  PRESENCE_OPS,
  TEXT_OPS,
  type Condition,
  type Rule,
  type RuleAction,
} from "../rule.ts";
import { isRecord } from "./is-record.ts";
import { readMark } from "./mark.ts";
import type { RemoteRule } from "./vercel-rule.ts";

export type FromVercel =
  | { readonly ok: true; readonly rule: Rule }
  /** Why typed data cannot say what the rule says. */
  | { readonly ok: false; readonly reason: string };

/** A rule of the project as typed data. One of ours gets its own id, name and description back; one made by hand keeps Vercel's. */
export function fromVercelRule(remote: RemoteRule): FromVercel {
  const { id, name, description } = readMark(remote) ?? remote;
  const { conditionGroup, action } = remote.json;
  if (!Array.isArray(conditionGroup)) return { ok: false, reason: "it has no conditionGroup" };
  const any: Condition[][] = [];
  for (const group of conditionGroup) {
    const conditions = isRecord(group) && Array.isArray(group["conditions"]) ? group["conditions"] : [];
    const parsed: Condition[] = [];
    for (const one of conditions) {
      const condition = parseCondition(one);
      if (condition === null) return { ok: false, reason: `it has the condition ${JSON.stringify(one).slice(0, 200)}` };
      parsed.push(condition);
    }
    any.push(parsed);
  }
  const parsedAction = parseAction(isRecord(action) ? action["mitigate"] : null);
  if (parsedAction === null) return { ok: false, reason: `it has the action ${JSON.stringify(action).slice(0, 200)}` };
  return { ok: true, rule: { id, name, description, active: remote.active, any, action: parsedAction } };
}

function parseCondition(json: unknown): Condition | null {
  if (!isRecord(json)) return null;
  const type = oneOf(CONDITION_TYPES, json["type"]);
  const { key, op, value } = json;
  if (type === null) return null;
  const neg = json["neg"] === true ? { neg: true } : {};
  const test = parseTest(op, value);
  if (test === null) return null;
  if (type !== "header") return { type, ...test, ...neg };
  return typeof key === "string" ? { type, key, ...test, ...neg } : null;
}

function parseTest(op: unknown, value: unknown) {
  const textOp = oneOf(TEXT_OPS, op);
  if (textOp !== null) return typeof value === "string" ? { op: textOp, value } : null;
  const listOp = oneOf(LIST_OPS, op);
  if (listOp !== null) return isTexts(value) ? { op: listOp, value } : null;
  const numberOp = oneOf(NUMBER_OPS, op);
  if (numberOp !== null) return typeof value === "number" ? { op: numberOp, value } : null;
  const presenceOp = oneOf(PRESENCE_OPS, op);
  return presenceOp === null ? null : { op: presenceOp };
}

function parseAction(json: unknown): RuleAction | null {
  if (!isRecord(json) || json["bypassSystem"] === true) return null;
  const duration = oneOf(PERSIST_DURATIONS, json["actionDuration"]);
  const persist = duration === null ? {} : { persistFor: duration };
  const type = oneOf(["log", "bypass", "deny", "challenge", "redirect", "rate_limit"] as const, json["action"]);
  if (type === null) return null;
  if (type === "log" || type === "bypass") return { type };
  if (type === "deny" || type === "challenge") return { type, ...persist };
  if (type === "redirect") {
    const redirect = json["redirect"];
    if (!isRecord(redirect) || typeof redirect["location"] !== "string") return null;
    return { type, location: redirect["location"], permanent: redirect["permanent"] === true };
  }
  const rateLimit = json["rateLimit"];
  if (!isRecord(rateLimit)) return null;
  const { window, limit, keys } = rateLimit;
  const algorithm = oneOf(["fixed_window", "token_bucket"] as const, rateLimit["algo"]);
  const exceeded = oneOf(["rate_limit", "deny", "challenge", "log"] as const, rateLimit["action"] ?? "rate_limit");
  if (algorithm === null || exceeded === null || typeof window !== "number" || typeof limit !== "number") return null;
  if (!isTexts(keys)) return null;
  return { type, algorithm, windowSeconds: window, limit, keys, exceeded, ...persist };
}

function oneOf<const T extends string>(known: readonly T[], value: unknown): T | null {
  return known.find((one) => one === value) ?? null;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}
