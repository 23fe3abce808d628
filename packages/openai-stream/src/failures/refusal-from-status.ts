import type { Refusal } from "@sendcat/shared-types";

interface Verdict {
  readonly refusal: Refusal;
  /** Whether another route may be tried: not if our account or the request itself is the reason. */
  readonly retryable: boolean;
}

const BAD_REQUEST: Verdict = { refusal: { code: "upstream_error" }, retryable: false };
const BAD_KEY: Verdict = { refusal: { code: "provider_unavailable", scope: "provider.key" }, retryable: false };
const TIMED_OUT: Verdict = { refusal: { code: "upstream_timeout" }, retryable: true };
const BROKEN: Verdict = { refusal: { code: "upstream_error" }, retryable: true };
const UNAVAILABLE: Verdict = { refusal: { code: "provider_unavailable" }, retryable: true };

/** The only mapping from a provider's status to a refusal. */
const TABLE: Readonly<Record<number, Verdict>> = {
  400: BAD_REQUEST,
  401: BAD_KEY,
  402: { refusal: { code: "provider_unavailable", scope: "provider.credits" }, retryable: false },
  403: BAD_KEY,
  404: { refusal: { code: "provider_unavailable", scope: "provider.model" }, retryable: true },
  408: TIMED_OUT,
  429: { refusal: { code: "provider_unavailable", scope: "provider.rate" }, retryable: true },
  500: BROKEN,
  502: BROKEN,
  503: UNAVAILABLE,
  504: TIMED_OUT,
  524: TIMED_OUT,
  529: UNAVAILABLE,
};

const MODERATED: Verdict = { refusal: { code: "blocked", scope: "provider.moderation" }, retryable: false };

/** The refusal for a provider's status. `moderated`: a 403 that flagged the input instead of rejecting the key. */
export function refusalFromStatus(
  status: number,
  detail: { readonly moderated: boolean; readonly retryAfterMs?: number | null },
): Verdict {
  const verdict =
    status === 403 && detail.moderated ? MODERATED : (TABLE[status] ?? (status >= 500 ? BROKEN : BAD_REQUEST));
  if (detail.retryAfterMs === null || detail.retryAfterMs === undefined) return verdict;
  return { ...verdict, refusal: { ...verdict.refusal, retryAfterMs: detail.retryAfterMs } };
}
