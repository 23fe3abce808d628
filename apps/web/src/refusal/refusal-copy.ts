import type { ErrorCode, PublicError } from "@sendcat/shared-types";

export interface RefusalCopy {
  readonly title: string;
  readonly body: string;
  /** Whether the same message may go through later. */
  readonly canRetry: boolean;
}

const TITLES: Partial<Record<ErrorCode, string>> = {
  proof_required: "We couldn’t verify your device",
  rate_limited: "A little too fast",
  quota_exceeded: "You have used today’s messages",
  too_many_streams: "Another answer is still being written",
  spend_cap_reached: "Sendcat is closed for today",
  capacity_saturated: "Sendcat is busy",
  queue_saturated: "Searches are busy",
  provider_unavailable: "The assistant is not available",
  upstream_timeout: "The assistant took too long",
  upstream_error: "The answer broke off",
  payload_too_large: "That message is too long",
  unauthenticated: "Your session has ended",
  blocked: "This request was blocked",
  not_found: "This conversation is not here",
  conflict: "This conversation has moved on",
};

const FINAL: ReadonlySet<ErrorCode> = new Set([
  "invalid_request",
  "forbidden",
  "blocked",
  "not_found",
  "conflict",
  "payload_too_large",
  "unsupported_media_type",
  "method_not_allowed",
]);

/** What a refusal is called on the page. The sentence is the service's own: it knows the limit that said no. */
export function refusalCopy(error: PublicError): RefusalCopy {
  return {
    title: TITLES[error.code] ?? "That did not work",
    body: error.message,
    canRetry: !FINAL.has(error.code),
  };
}
