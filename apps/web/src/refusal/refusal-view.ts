import { refusalWords, type ErrorCode, type PublicError } from "@sendcat/shared-types";

export interface RefusalView {
  readonly title: string;
  readonly body: string;
  /** Whether the same message may go through later. */
  readonly canRetry: boolean;
}

const FINAL: ReadonlySet<ErrorCode> = new Set([
  "invalid_request",
  "forbidden",
  "blocked",
  "not_found",
  "conflict",
  "client_outdated",
  "payload_too_large",
  "unsupported_media_type",
  "method_not_allowed",
]);

/** A refusal's title and text for the page. The text comes from the service, which knows the limit that refused. */
export function refusalView(error: PublicError): RefusalView {
  return {
    title: refusalWords(error).title,
    body: error.message,
    canRetry: !FINAL.has(error.code),
  };
}
