import type { Firewall } from "@sendcat/shared-types";
import { createBurstCounter } from "./evaluate/burst-counter.ts";
import { compileRules } from "./evaluate/compile-rules.ts";
import { evaluate } from "./evaluate/evaluate.ts";
import type { Rule } from "./rule.ts";

/** Most windows kept in memory, about 150 bytes each. */
const MAX_WINDOWS = 50_000;

/**
 * The rules for hosts without Vercel in front. Counts belong to this process: create one per process and keep it. Throws a SyntaxError for
 * a rule with an invalid regular expression.
 */
export function createFirewall({
  rules,
  now,
}: {
  readonly rules: readonly Rule[];
  readonly now: () => number;
}): Firewall {
  const compiled = compileRules(rules);
  const counter = createBurstCounter({ maxKeys: MAX_WINDOWS, now });
  return {
    check(facts) {
      const result = evaluate(compiled, facts, counter);
      if (result.verdict === "pass") return { ok: true };
      const scope = `waf.${result.rule.id}`;
      if (result.verdict === "deny") return { ok: false, refusal: { code: "blocked", scope } };
      const { limit, retryAfterMs } = result;
      const resetAtMs = now() + retryAfterMs;
      return { ok: false, refusal: { code: "rate_limited", scope, limit, remaining: 0, resetAtMs, retryAfterMs } };
    },
  };
}
