import { clientAddress, type FirewallFacts } from "@sendcat/shared-types";
import type { Rule } from "../rule.ts";
import type { BurstCounter } from "./burst-counter.ts";
import type { CompiledRule } from "./compile-rules.ts";
import { prepareFacts } from "./prepared-facts.ts";

export type Verdict =
  | { readonly verdict: "pass" }
  | { readonly verdict: "deny"; readonly rule: Rule }
  | { readonly verdict: "rate-limit"; readonly rule: Rule; readonly limit: number; readonly retryAfterMs: number };

/**
 * Evaluates as Vercel does: rules in order, the first that acts decides; a rate limit that is not used up is skipped. Without a counter no
 * rate limit is ever used up. Pure, except for the counter's memory.
 */
export function evaluate(rules: readonly CompiledRule[], facts: FirewallFacts, counter?: BurstCounter): Verdict {
  const prepared = prepareFacts(facts);
  for (const { rule, any } of rules) {
    if (!any.some((group) => group.every((matches) => matches(prepared)))) continue;
    const { id, action } = rule;
    if (action.type === "deny") return { verdict: "deny", rule };
    // Null for an unknown address: one bucket for all of them would block everybody.
    const client = clientAddress(facts.ip);
    if (counter === undefined || client === null) continue;
    const { limit, windowSeconds } = action;
    const retryAfterMs = counter.take({ key: `${id} ${client}`, limit, windowMs: windowSeconds * 1_000 });
    if (retryAfterMs > 0) return { verdict: "rate-limit", rule, limit, retryAfterMs };
  }
  return { verdict: "pass" };
}
