import type { ThrottleResult } from "@sendcat/shared-types";
import { BoundedMap } from "./bounded-map.ts";
import type { ThrottleLimit } from "./throttle-limits.ts";

const MAX_KEYS = 10_000;

/** A fixed window in this process only, used while Redis is down. */
export interface ProcessLimiter {
  take(key: string, nowMs: number): ThrottleResult;
}

export function createProcessLimiter(limit: ThrottleLimit): ProcessLimiter {
  const windowMs = limit.windowSeconds * 1_000;
  const windows = new BoundedMap<string, { startMs: number; used: number }>(MAX_KEYS);
  return {
    take(key, nowMs) {
      const startMs = nowMs - (nowMs % windowMs);
      let window = windows.get(key);
      if (window?.startMs !== startMs) {
        window = { startMs, used: 0 };
        windows.set(key, window);
      }
      if (window.used < limit.requests) {
        window.used += 1;
        return { ok: true, limit: limit.requests, remaining: limit.requests - window.used, degraded: true };
      }
      const resetAtMs = startMs + windowMs;
      return { ok: false, limit: limit.requests, resetAtMs, retryAfterMs: resetAtMs - nowMs, degraded: true };
    },
  };
}
