import { THROTTLE_NAMES, type FailurePolicy, type Throttle, type ThrottleName } from "@sendcat/shared-types";
import { Ratelimit } from "@upstash/ratelimit";
import type { Redis } from "@upstash/redis";
import type { RedisLink } from "../connection/redis-link.ts";
import { BoundedMap } from "./bounded-map.ts";
import { createProcessLimiter, type ProcessLimiter } from "./process-limiter.ts";
import type { ThrottleLimit, ThrottleLimits } from "./throttle-limits.ts";

export interface ThrottleOptions {
  readonly link: RedisLink<Redis>;
  readonly limits: ThrottleLimits;
  readonly failure: FailurePolicy["throttle"];
  /** Current time for this process's limiter, Unix milliseconds; the system clock by default. */
  readonly now?: () => number;
  readonly onFault?: (fault: { readonly operation: "throttle"; readonly cause: unknown }) => void;
}

interface Limiters {
  readonly shared: Ratelimit;
  readonly own: ProcessLimiter;
}

/** Keys known to be blocked, kept in this process so that a flood costs no Redis calls. */
const MAX_BLOCKED_KEYS = 10_000;
const CLOSED_RETRY_MS = 2_000;

/**
 * Rate limits on @upstash/ratelimit with sliding windows; each request counts as one. When Redis is down the failure policy decides: `open`
 * counts in this process, `closed` refuses; the result says `degraded` either way.
 */
export function createThrottle(options: ThrottleOptions): Throttle {
  const { failure, limits, link } = options;
  const now = options.now ?? Date.now;
  // safe because there is one entry per name
  const limiters = Object.fromEntries(
    THROTTLE_NAMES.map((name) => [name, createLimiters(name, limits[name])]),
  ) as Record<ThrottleName, Limiters>;

  function createLimiters(name: ThrottleName, { requests, windowSeconds }: ThrottleLimit): Limiters {
    return {
      own: createProcessLimiter(limits[name]),
      shared: new Ratelimit({
        redis: link.redis,
        limiter: Ratelimit.slidingWindow(requests, `${windowSeconds} s`),
        prefix: `sendcat:throttle:v1:${name}`,
        ephemeralCache: new BoundedMap(MAX_BLOCKED_KEYS),
        analytics: false,
        // Its own timeout admits silently; the link's timeout is used instead.
        timeout: 0,
      }),
    };
  }

  return {
    async take(name, key) {
      const { own, shared } = limiters[name];
      const answer = await link.ask(() => shared.limit(key), failure.waitMs);
      if (!answer.ok) {
        options.onFault?.({ operation: "throttle", cause: answer.cause });
        const nowMs = now();
        if (failure.mode === "open") return own.take(key, nowMs);
        const limit = limits[name].requests;
        const [resetAtMs, retryAfterMs] = [nowMs + CLOSED_RETRY_MS, CLOSED_RETRY_MS];
        return { ok: false, limit, resetAtMs, retryAfterMs, degraded: true };
      }
      const { success, limit, remaining, reset } = answer.value;
      if (success) return { ok: true, limit, remaining: Math.max(0, remaining), degraded: false };
      return { ok: false, limit, resetAtMs: reset, retryAfterMs: Math.max(1, reset - now()), degraded: false };
    },
  };
}
