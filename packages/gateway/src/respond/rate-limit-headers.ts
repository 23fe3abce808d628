import type { Meter, Refusal, UserMeters } from "@sendcat/shared-types";

const DAY_SECONDS = 86_400;

interface Limit {
  /** The scope that a refusal of this limit names. */
  readonly scope: string;
  readonly meter: Meter;
  readonly windowSeconds: number;
}

/**
 * `RateLimit-Policy` and `RateLimit` of draft-ietf-httpapi-ratelimit-headers: one item per limit, named by its refusal scope.
 * `q` quota, `w` window in seconds; `r` what remains, `t` seconds until there is more.
 */
export function rateLimitHeaders(meters: UserMeters, nowMs: number): Readonly<Record<string, string>> {
  const { turns, tokens, window } = meters;
  const limits: readonly Limit[] = [
    { scope: "user.turns_per_day", meter: turns, windowSeconds: DAY_SECONDS },
    { scope: "user.tokens_per_day", meter: tokens, windowSeconds: DAY_SECONDS },
    { scope: "user.turns_per_window", meter: window.turns, windowSeconds: window.seconds },
    { scope: "user.tokens_per_window", meter: window.tokens, windowSeconds: window.seconds },
  ];
  return {
    "ratelimit-policy": limits
      .map(({ scope, meter, windowSeconds }) => `"${scope}";q=${meter.limit};w=${windowSeconds}`)
      .join(", "),
    ratelimit: limits.map(({ scope, meter }) => itemOf(scope, meter.remaining, meter.resetAtMs - nowMs)).join(", "),
  };
}

/** The `RateLimit` header for the limit that caused a refusal; null when the refusal does not disclose a limit. */
export function refusalRateLimit(refusal: Refusal, nowMs: number): string | null {
  const { scope, limit, remaining, resetAtMs, retryAfterMs } = refusal;
  if (scope === undefined || limit === undefined) return null;
  return itemOf(scope, remaining ?? 0, resetAtMs === undefined ? (retryAfterMs ?? 0) : resetAtMs - nowMs);
}

function itemOf(scope: string, remaining: number, untilMs: number): string {
  return `"${scope}";r=${remaining};t=${Math.max(0, Math.ceil(untilMs / 1000))}`;
}
