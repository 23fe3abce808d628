import type { Firewall } from "@sendcat/shared-types";
import { createBurstCounter } from "./evaluate/burst-counter.ts";
import { compileRules } from "./evaluate/compile-rules.ts";
import { evaluate } from "./evaluate/evaluate.ts";
import type { Rule } from "./rule.ts";

export interface FirewallOptions {
  readonly rules: readonly Rule[];
  readonly now: () => number;
  /** Windows remembered at most, about 150 bytes each; default 50,000. */
  readonly maxKeys?: number;
}

/**
 * The rules for hosts with no Vercel in front. Challenges and redirects are Vercel's to serve and let pass here. Counts are this process's
 * own. Make one a process and keep it. Throws a SyntaxError for a rule whose expression is none.
 */
export function createFirewall({ rules, now, maxKeys = 50_000 }: FirewallOptions): Firewall {
  const compiled = compileRules(rules);
  const counter = createBurstCounter({ maxKeys, now });
  return {
    check(facts) {
      const result = evaluate(compiled, facts, counter);
      if (result.verdict === "deny") return { ok: false, refusal: { code: "blocked", scope: `waf.${result.rule.id}` } };
      if (result.verdict !== "rate-limit") return { ok: true };
      const { rule, retryAfterMs } = result;
      const limit = rule.action.type === "rate_limit" ? rule.action.limit : undefined;
      const resetAtMs = now() + retryAfterMs;
      const scope = `waf.${rule.id}`;
      return { ok: false, refusal: { code: "rate_limited", scope, limit, remaining: 0, resetAtMs, retryAfterMs } };
    },
  };
}
