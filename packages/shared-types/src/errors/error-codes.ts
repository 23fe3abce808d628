/** Every code a client can meet. The union is closed: a new failure gets a row here and in the table, or it is `internal`. */
export const ERROR_CODES = [
  "invalid_request",
  "unauthenticated",
  "forbidden",
  "blocked",
  "not_found",
  "method_not_allowed",
  "conflict",
  "payload_too_large",
  "unsupported_media_type",
  "proof_required",
  "rate_limited",
  "quota_exceeded",
  "too_many_streams",
  "spend_cap_reached",
  "capacity_saturated",
  "queue_saturated",
  "provider_unavailable",
  "upstream_timeout",
  "upstream_error",
  "internal",
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];
