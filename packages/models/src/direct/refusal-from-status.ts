import type { Refusal } from "@sendcat/shared-types";

interface Row {
  readonly refusal: Refusal;
  /** Whether another route may do better. */
  readonly retryable: boolean;
}

/** OpenRouter's HTTP errors in our words (https://openrouter.ai/docs/api-reference/errors). */
const ROWS: Readonly<Record<number, Row>> = {
  400: { retryable: false, refusal: { code: "upstream_error" } },
  401: { retryable: false, refusal: { code: "provider_unavailable", scope: "provider.key" } },
  402: { retryable: false, refusal: { code: "provider_unavailable", scope: "provider.credits" } },
  403: { retryable: false, refusal: { code: "upstream_error", scope: "provider.moderation" } },
  404: { retryable: true, refusal: { code: "provider_unavailable", scope: "provider.model" } },
  408: { retryable: true, refusal: { code: "upstream_timeout" } },
  429: { retryable: true, refusal: { code: "provider_unavailable", scope: "provider.rate" } },
  502: { retryable: true, refusal: { code: "upstream_error" } },
  503: { retryable: true, refusal: { code: "provider_unavailable" } },
  504: { retryable: true, refusal: { code: "upstream_timeout" } },
};

const SERVER_FAULT: Row = { retryable: true, refusal: { code: "upstream_error" } };
const OTHER: Row = { retryable: false, refusal: { code: "upstream_error" } };
/** Nobody is told to wait longer than this on the provider's word. */
const MAX_RETRY_AFTER_MS = 3_600_000;

export function refusalFromStatus(status: number, headers: Headers, nowMs = Date.now()): Row {
  const row = ROWS[status] ?? (status >= 500 ? SERVER_FAULT : OTHER);
  const retryAfterMs = parseRetryAfter(headers.get("retry-after"), nowMs);
  return retryAfterMs === null ? row : { ...row, refusal: { ...row.refusal, retryAfterMs } };
}

/** `Retry-After` in seconds or as a date (RFC 9110, 10.2.3), in milliseconds from now; null when absent or nonsense. */
export function parseRetryAfter(value: string | null, nowMs: number): number | null {
  if (value === null) return null;
  const ms = /^\s*\d+(\.\d+)?\s*$/.test(value) ? Number(value) * 1000 : Date.parse(value) - nowMs;
  return Number.isFinite(ms) ? Math.min(MAX_RETRY_AFTER_MS, Math.max(0, Math.ceil(ms))) : null;
}
