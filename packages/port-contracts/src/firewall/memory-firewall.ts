import type { Firewall } from "@sendcat/shared-types";

export const BURST_PATH = "/burst";
export const BURST_LIMIT = 5;
const WINDOW_MS = 10_000;

/** Two rules: no user agent that contains "scanner", and a limit on `/burst` per address and ten seconds. */
export function memoryFirewall(now: () => number = Date.now): Firewall {
  const windows = new Map<string, { readonly untilMs: number; count: number }>();
  return {
    check({ userAgent, path, ip }) {
      if (userAgent?.includes("scanner")) return { ok: false, refusal: { code: "blocked", scope: "waf.scanner" } };
      if (path !== BURST_PATH || ip === null) return { ok: true };
      const known = windows.get(ip);
      const window = known && known.untilMs > now() ? known : { untilMs: now() + WINDOW_MS, count: 0 };
      windows.set(ip, window);
      if (++window.count <= BURST_LIMIT) return { ok: true };
      const resetAtMs = window.untilMs;
      const limit = { limit: BURST_LIMIT, remaining: 0, resetAtMs, retryAfterMs: resetAtMs - now() };
      return { ok: false, refusal: { code: "rate_limited", scope: "waf.burst", ...limit } };
    },
  };
}
