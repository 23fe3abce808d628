import type { Throttle, ThrottleName } from "@sendcat/shared-types";

export interface MemoryThrottle extends Throttle {
  /** Requests counted for each throttle, across all keys. */
  readonly taken: Map<ThrottleName, number>;
}

/** Each name and key has `limitOf(name)` requests, forever; with `byName`, all keys of a name share them. */
export function memoryThrottle(
  limitOf: (name: ThrottleName) => number,
  { windowMs = 9_000, byName = false }: { readonly windowMs?: number; readonly byName?: boolean } = {},
): MemoryThrottle {
  const taken = new Map<ThrottleName, number>();
  const byKey = new Map<string, number>();
  return {
    taken,
    async take(name, key) {
      const limit = limitOf(name);
      const of = `${name} ${key}`;
      const used = (byName ? (taken.get(name) ?? 0) : (byKey.get(of) ?? 0)) + 1;
      taken.set(name, (taken.get(name) ?? 0) + 1);
      byKey.set(of, used);
      if (used <= limit) return { ok: true, limit, remaining: limit - used, degraded: false };
      return { ok: false, limit, resetAtMs: Date.now() + windowMs, retryAfterMs: windowMs, degraded: false };
    },
  };
}
