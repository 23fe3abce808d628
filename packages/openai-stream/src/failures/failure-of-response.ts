import { type ModelFailure, isRecord } from "@sendcat/shared-types";
import { errorOfBareValue, errorOfBody, type ProviderError } from "./provider-error.ts";
import { refusalFromStatus } from "./refusal-from-status.ts";
import { parseRetryAfter } from "./retry-after.ts";

/** The failure for a response without an answer. The provider's error text goes only into `cause`. `body` is null if it could not be read. */
export function failureOfResponse(response: Response, body: string | null): ModelFailure {
  const error = body === null ? null : errorIn(body);
  // OpenRouter may send an error with status 200 before the stream; a 200 with neither counts as 502.
  const status = response.ok ? (error?.status ?? 502) : response.status;
  const retryAfterMs = parseRetryAfter(response.headers.get("retry-after"), Date.now());
  const cause = new Error(`the provider answered ${response.status}: ${error?.message ?? "no readable error"}`);
  return { ok: false, ...refusalFromStatus(status, { moderated: error?.moderated ?? false, retryAfterMs }), cause };
}

function errorIn(body: string): ProviderError | null {
  try {
    const json: unknown = JSON.parse(body);
    return isRecord(json) ? errorOfBody(json) : errorOfBareValue(json);
  } catch {
    return null;
  }
}
