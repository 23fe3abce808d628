export interface Burst {
  readonly key: string;
  /** Requests per window. */
  readonly limit: number;
  readonly windowMs: number;
}

export interface BurstCounter {
  /** Counts one request. Returns 0, or above the limit the milliseconds until the window ends. */
  take(burst: Burst): number;
}

/**
 * Fixed windows in this process's memory, starting with a key's first request. At `maxKeys` the oldest window is forgotten: a flood of
 * addresses uses bounded memory, and a client may be admitted too early but never blocked too long.
 */
export function createBurstCounter(options: { readonly maxKeys: number; readonly now: () => number }): BurstCounter {
  const windows = new Map<string, { count: number; readonly endsAtMs: number }>();
  return {
    take({ key, limit, windowMs }) {
      const nowMs = options.now();
      const window = windows.get(key);
      if (window !== undefined && nowMs < window.endsAtMs) {
        window.count += 1;
        return window.count > limit ? window.endsAtMs - nowMs : 0;
      }
      // Deleted first, so that insertion order stays the order of age.
      windows.delete(key);
      if (windows.size >= options.maxKeys) {
        const oldest = windows.keys().next();
        if (!oldest.done) windows.delete(oldest.value);
      }
      windows.set(key, { count: 1, endsAtMs: nowMs + windowMs });
      return limit >= 1 ? 0 : windowMs;
    },
  };
}
