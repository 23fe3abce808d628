import type { Throttle, ThrottleName } from "@sendcat/shared-types";
import { Ratelimit } from "@upstash/ratelimit";
import type { Redis } from "@upstash/redis";
import { within } from "../redis/within.ts";
import { BoundedMap } from "./bounded-map.ts";
import { createProcessLimiter, type ProcessLimiter } from "./process-limiter.ts";
import { DEFAULT_THROTTLE_LIMITS, type ThrottleLimit } from "./throttle-limits.ts";

export interface ThrottleOptions {
  readonly redis: Redis;
  readonly limits?: Readonly<Record<ThrottleName, ThrottleLimit>>;
  /** Longest wait for Redis; default 250. */
  readonly timeoutMs?: number;
  /** Current time for the limiter of this process, Unix milliseconds; default the clock. */
  readonly now?: () => number;
  readonly onFault?: (fault: { readonly operation: "throttle"; readonly cause: unknown }) => void;
}

/** Keys known to be blocked, kept in this process so that a flood costs no Redis calls. */
const MAX_BLOCKED_KEYS = 10_000;

/**
 * One-request-one-unit limits on @upstash/ratelimit, sliding windows. Open when Redis is away: a limiter of this process decides
 * and the answer says `degraded`.
 */
export function createThrottle(options: ThrottleOptions): Throttle {
  const limits = options.limits ?? DEFAULT_THROTTLE_LIMITS;
  const timeoutMs = options.timeoutMs ?? 250;
  const now = options.now ?? Date.now;
  const limiters: Record<ThrottleName, { readonly shared: Ratelimit; readonly own: ProcessLimiter }> = {
    session: createLimiters("session"),
    "session-unlocated": createLimiters("session-unlocated"),
    read: createLimiters("read"),
  };

  function createLimiters(name: ThrottleName): { readonly shared: Ratelimit; readonly own: ProcessLimiter } {
    const { requests, windowSeconds } = limits[name];
    return {
      own: createProcessLimiter(limits[name]),
      shared: new Ratelimit({
        redis: options.redis,
        limiter: Ratelimit.slidingWindow(requests, `${windowSeconds} s`),
        prefix: `sendcat:throttle:v1:${name}`,
        ephemeralCache: new BoundedMap(MAX_BLOCKED_KEYS),
        analytics: false,
        // Its own timeout admits silently; `within` below decides instead.
        timeout: 0,
      }),
    };
  }

  return {
    async take(name, key) {
      const answer = await within(limiters[name].shared.limit(key), timeoutMs);
      if (!answer.ok) {
        options.onFault?.({ operation: "throttle", cause: answer.cause });
        return limiters[name].own.take(key, now());
      }
      const { success, limit, reset } = answer.value;
      if (success) return { ok: true, degraded: false };
      return { ok: false, limit, resetAtMs: reset, retryAfterMs: Math.max(1, reset - now()), degraded: false };
    },
  };
}
