import { isRecord } from "@sendcat/shared-types";
import type { Mitigation } from "../platform-error.ts";
import { headerOf, type Visit } from "../visit.ts";

export type RuleAction =
  | { readonly type: "deny" | "challenge" | "log" | "bypass" }
  | {
      readonly type: "rate_limit";
      readonly windowMs: number;
      readonly limit: number;
      /** Whose requests are counted together. */
      readonly keyOf: (visit: Visit) => string;
      readonly exceeded: Mitigation | "log";
    };

/** A rule's action as the API stores it. Throws an error that shows the action when this machine cannot do it. */
export function compileAction(action: unknown): RuleAction {
  const mitigate = isRecord(action) ? action["mitigate"] : null;
  const { action: type, rateLimit, actionDuration = null } = isRecord(mitigate) ? mitigate : {};
  // A block that outlasts its request is not simulated.
  if (actionDuration !== null) throw unknown(action);
  switch (type) {
    case "deny":
    case "challenge":
    case "log":
    case "bypass":
      return { type };
    case "rate_limit": {
      const limited = compileRateLimit(rateLimit);
      if (limited !== null) return limited;
    }
  }
  throw unknown(action);
}

/** https://vercel.com/docs/vercel-firewall/vercel-waf/rate-limiting: only the fixed window is simulated. */
function compileRateLimit(rateLimit: unknown): RuleAction | null {
  if (!isRecord(rateLimit) || rateLimit["algo"] !== "fixed_window") return null;
  const { window, limit, keys, action: exceeded = "rate_limit" } = rateLimit;
  const parts = Array.isArray(keys) ? keys.map(keyPart) : [];
  if (typeof window !== "number" || typeof limit !== "number" || parts.length === 0) return null;
  if (exceeded !== "rate_limit" && exceeded !== "deny" && exceeded !== "challenge" && exceeded !== "log") return null;
  const known = parts.filter((part) => part !== null);
  if (known.length < parts.length) return null;
  const keyOf = (visit: Visit): string => JSON.stringify(known.map((part) => part(visit)));
  return { type: "rate_limit", windowMs: window * 1_000, limit, keyOf, exceeded };
}

function keyPart(key: unknown): ((visit: Visit) => string | null) | null {
  if (key === "ip") return ({ client }) => client.address;
  const name = typeof key === "string" ? /^header:(.+)$/.exec(key)?.[1] : undefined;
  return name === undefined ? null : (visit) => headerOf(visit, name);
}

function unknown(action: unknown): Error {
  return new Error(`this machine cannot carry out the action ${JSON.stringify(action)}`);
}
