import { MAX_RETRY_AFTER_MS } from "../limits.ts";

/** The `Retry-After` header in milliseconds from `nowMs`: seconds or an HTTP date (RFC 9110, 10.2.3). Null when absent or neither. */
export function parseRetryAfter(header: string | null, nowMs: number): number | null {
  const text = header?.trim() ?? "";
  if (text === "") return null;
  const seconds = Number(text);
  const ms = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(text) - nowMs;
  return Number.isNaN(ms) ? null : Math.ceil(Math.min(Math.max(ms, 0), MAX_RETRY_AFTER_MS));
}
