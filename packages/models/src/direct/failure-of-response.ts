import type { ModelFailure } from "@sendcat/shared-types";
import { readErrorBody } from "./read-error-body.ts";
import { refusalFromStatus } from "./refusal-from-status.ts";
import { parseRetryAfter } from "./retry-after.ts";

/** A response that is no stream, as a failure. The provider's words go into the cause alone. */
export async function failureOfResponse(response: Response): Promise<ModelFailure> {
  const error = await readErrorBody(response);
  // An error may come under status 200, before any stream; a 200 that is neither is not OpenRouter's.
  const status = response.ok ? (error?.status ?? 502) : response.status;
  const retryAfterMs = parseRetryAfter(response.headers.get("retry-after"), Date.now());
  const cause = new Error(`the provider answered ${response.status}: ${error?.message ?? "no readable error"}`);
  return { ok: false, ...refusalFromStatus(status, { moderated: error?.moderated ?? false, retryAfterMs }), cause };
}
