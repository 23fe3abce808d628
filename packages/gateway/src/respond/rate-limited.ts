import type { Refusal, ThrottleResult } from "@sendcat/shared-types";

type Throttled = Extract<ThrottleResult, { readonly ok: false }>;

/** The refusal of a limiter that has nothing left. */
export function rateLimited({ limit, resetAtMs, retryAfterMs }: Throttled, scope: string): Refusal {
  return { code: "rate_limited", scope, limit, remaining: 0, resetAtMs, retryAfterMs };
}
