import { DEGRADED_HEADER, ERROR_TABLE, toPublicError, type ErrorBody, type Refusal } from "@sendcat/shared-types";
import { jsonResponse } from "./json-response.ts";
import { refusalRateLimit } from "./rate-limit-headers.ts";

export interface RefusalContext {
  readonly requestId: string;
  readonly nowMs: number;
  /** The unavailable dependency, if any. */
  readonly degraded: string | null;
  /** The methods of the path, if the method was refused. */
  readonly allowed: readonly string[];
}

/** A refusal as HTTP: status from `ERROR_TABLE`, the error body that clients parse, `Retry-After` in whole seconds. */
export function refusalResponse(refusal: Refusal, { requestId, nowMs, degraded, allowed }: RefusalContext): Response {
  const headers = new Headers();
  if (refusal.retryAfterMs !== undefined) {
    headers.set("retry-after", String(Math.max(1, Math.ceil(refusal.retryAfterMs / 1000))));
  }
  const rateLimit = refusalRateLimit(refusal, nowMs);
  if (rateLimit !== null) headers.set("ratelimit", rateLimit);
  if (refusal.code === "unauthenticated") headers.set("www-authenticate", "Bearer");
  if (allowed.length > 0) headers.set("allow", allowed.join(", "));
  if (degraded) headers.set(DEGRADED_HEADER, degraded);
  const body: ErrorBody = { error: toPublicError(refusal), requestId };
  return jsonResponse(requestId, body, { status: ERROR_TABLE[refusal.code].status, headers });
}
