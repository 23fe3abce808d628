import type { ModelFailure, Refusal } from "@sendcat/shared-types";
import { APICallError } from "ai";
import { parseRetryAfter, refusalFromStatus } from "@sendcat/openai-stream";

/** The failure when the SDK gave no stream. `gaveUp`: the caller aborted. */
export function failureOfError(error: unknown, gaveUp: boolean): ModelFailure {
  if (gaveUp) return { ok: false, retryable: false, refusal: { code: "upstream_error" }, cause: error };
  if (APICallError.isInstance(error) && error.statusCode !== undefined) {
    const retryAfterMs = parseRetryAfter(error.responseHeaders?.["retry-after"] ?? null, Date.now());
    return { ok: false, ...refusalFromStatus(error.statusCode, { moderated: false, retryAfterMs }), cause: error };
  }
  return {
    ok: false,
    retryable: true,
    refusal: { code: "provider_unavailable", scope: "provider.connection" },
    cause: error,
  };
}

/** The refusal for an error in a stream that had begun. */
export function refusalOfError(error: unknown): Refusal {
  if (APICallError.isInstance(error) && error.statusCode !== undefined) {
    return refusalFromStatus(error.statusCode, { moderated: false }).refusal;
  }
  return { code: "upstream_error" };
}
