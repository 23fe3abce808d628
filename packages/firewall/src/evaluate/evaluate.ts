import type { FirewallFacts } from "@sendcat/shared-types";
import type { RateLimitAction, Rule } from "../rule.ts";
import type { BurstCounter } from "./burst-counter.ts";
import type { CompiledRule } from "./compile-rules.ts";
import { prepareFacts, type PreparedFacts } from "./prepared-facts.ts";

/** `logged` names the log rules that matched on the way. */
export type Verdict =
  | { readonly verdict: "pass"; readonly logged: readonly string[] }
  | {
      readonly verdict: "bypass" | "deny" | "challenge" | "redirect";
      readonly rule: Rule;
      readonly logged: readonly string[];
    }
  | {
      readonly verdict: "rate-limit";
      readonly rule: Rule;
      readonly retryAfterMs: number;
      readonly logged: readonly string[];
    };

/**
 * As Vercel does: rules in order, the first that acts decides; `log` acts and goes on, `bypass` ends the list and lets the request through,
 * a rate limit that is not used up goes on. Without a counter no rate limit is ever used up. Pure but for what the counter remembers.
 */
export function evaluate(rules: readonly CompiledRule[], facts: FirewallFacts, counter?: BurstCounter): Verdict {
  const prepared = prepareFacts(facts);
  const logged: string[] = [];
  for (const { rule, any } of rules) {
    if (!any.some((group) => group.every((matches) => matches(prepared)))) continue;
    const { action } = rule;
    if (action.type === "log") logged.push(rule.id);
    else if (action.type !== "rate_limit") return { verdict: action.type, rule, logged };
    else {
      const retryAfterMs = overLimit(rule, action, { prepared, counter });
      if (retryAfterMs === 0) continue;
      if (action.exceeded === "rate_limit") return { verdict: "rate-limit", rule, retryAfterMs, logged };
      if (action.exceeded !== "log") return { verdict: action.exceeded, rule, logged };
      logged.push(rule.id);
    }
  }
  return { verdict: "pass", logged };
}

/** Nobody is counted whose address is unknown: one bucket for all strangers would shut out everybody. */
function overLimit(
  rule: Rule,
  action: RateLimitAction,
  { prepared, counter }: { readonly prepared: PreparedFacts; readonly counter: BurstCounter | undefined },
): number {
  if (counter === undefined || !action.keys.includes("ip")) return 0;
  const address = prepared.address();
  if (address === null) return 0;
  // A household or a phone owns a whole /64 of IPv6; counted by address it would have no limit at all.
  const isV4 = address >> 32n === 0xffffn;
  const client = isV4 ? address : address >> 64n;
  const key = `${rule.id} ${isV4 ? 4 : 6} ${client.toString(36)}`;
  return counter.take({ key, limit: action.limit, windowMs: action.windowSeconds * 1_000 });
}
