import { isRecord } from "@sendcat/shared-types";
import { badRequest } from "./api-error.ts";
import type { VercelFirewallPlan } from "./vercel-firewall-plan.ts";

const ACTIONS = new Set(["log", "challenge", "deny", "bypass", "rate_limit", "redirect"]);
const RATE_LIMIT_ACTIONS = new Set(["log", "deny", "challenge", "rate_limit"]);
const ALGORITHMS = new Set(["fixed_window", "token_bucket"]);
const DURATIONS = new Set(["1m", "5m", "15m", "30m", "1h"]);

/** Throws a 400 for an action the real API refuses. */
export function validateMitigate(action: unknown, plan: VercelFirewallPlan): void {
  const mitigate = isRecord(action) ? action["mitigate"] : undefined;
  if (!isRecord(mitigate)) throw badRequest("missing required property `mitigate`.");
  const kind = mitigate["action"];
  if (typeof kind !== "string" || !ACTIONS.has(kind))
    throw badRequest(`\`mitigate.action\` should be equal to one of the allowed values, got ${JSON.stringify(kind)}.`);
  const duration = mitigate["actionDuration"] ?? null;
  if (duration !== null && (typeof duration !== "string" || !DURATIONS.has(duration)))
    throw badRequest("`actionDuration` should be one of 1m, 5m, 15m, 30m, 1h.");
  if (kind === "redirect") validateRedirect(mitigate["redirect"]);
  if (kind === "rate_limit") validateRateLimit(mitigate["rateLimit"], plan);
}

function validateRedirect(redirect: unknown): void {
  if (!isRecord(redirect) || typeof redirect["location"] !== "string" || typeof redirect["permanent"] !== "boolean")
    throw badRequest("a redirect requires `location` and `permanent`.");
  if (!/^(\/|https?:\/\/)/.test(redirect["location"]))
    throw badRequest("`location` should start with /, http:// or https://.");
}

function validateRateLimit(rateLimit: unknown, plan: VercelFirewallPlan): void {
  if (!isRecord(rateLimit)) throw badRequest("a rate limit requires `rateLimit`.");
  const { algo, window, limit, keys } = rateLimit;
  if (typeof algo !== "string" || !ALGORITHMS.has(algo))
    throw badRequest("`algo` should be fixed_window or token_bucket.");
  if (typeof window !== "number" || !Number.isInteger(window) || window < 10 || window > 3_600)
    throw badRequest("`window` should be between 10 and 3600.");
  if (typeof limit !== "number" || !Number.isInteger(limit) || limit < 1 || limit > 10_000_000)
    throw badRequest("`limit` should be between 1 and 10000000.");
  if (!Array.isArray(keys) || keys.length === 0) throw badRequest("`keys` should NOT have fewer than 1 items.");
  for (const key of keys) {
    const known = key === "ip" || key === "ja4" || (typeof key === "string" && /^header:.+/.test(key));
    if (!known) throw badRequest(`unknown rate limit key ${JSON.stringify(key)}.`);
    if (key !== "ip" && key !== "ja4" && plan !== "enterprise")
      throw badRequest(`the rate limit key ${key} requires an Enterprise plan.`);
  }
  const exceeded = rateLimit["action"] ?? "rate_limit";
  if (typeof exceeded !== "string" || !RATE_LIMIT_ACTIONS.has(exceeded))
    throw badRequest("`rateLimit.action` should be equal to one of the allowed values.");
}
