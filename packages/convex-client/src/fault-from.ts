import { ConvexError, type Value } from "convex/values";
import { SendcatError } from "@sendcat/shared-types";

const DEFAULT_RETRY_AFTER_MS = 1_000;
/** Convex's own status for a function that threw an error. */
const FUNCTION_FAILED = 560;

export interface Fault {
  readonly error: SendcatError;
  /** Whether the same call may succeed if it is repeated at once. */
  readonly retryable: boolean;
}

/**
 * Converts any failure to one SendcatError. `response` is null when there was none. A function that threw answers 200 or 560 with a
 * complete body: a bug or a bad argument, which no repeat fixes. Convex's own message stays in `cause`, for logs.
 */
export function faultFrom(error: unknown, response: Response | null): Fault {
  if (SendcatError.isInstance(error)) return { error, retryable: false };
  if (error instanceof ConvexError) return { error: refusalOf(error), retryable: false };
  if (response?.status === 401) {
    return { error: new SendcatError({ code: "unauthenticated", scope: "convex", cause: error }), retryable: false };
  }
  const retryable = response === null || isOutage(response.status) || (isAnswer(response) && !isFunctionError(error));
  if (!retryable) return { error: new SendcatError({ code: "internal", scope: "convex", cause: error }), retryable };
  // Unreachable or overloaded: a later call may succeed.
  const retryAfterMs = retryAfterOf(response);
  return {
    error: new SendcatError({ code: "capacity_saturated", scope: "convex", retryAfterMs, cause: error }),
    retryable,
  };
}

function refusalOf(error: ConvexError<Value>): SendcatError {
  const { data } = error;
  const fields: Readonly<Record<string, unknown>> = typeof data === "object" && data !== null ? { ...data } : {};
  const { code, paginationError } = fields;
  if (code === "unauthenticated" || code === "forbidden")
    return new SendcatError({ code, scope: "convex", cause: error });
  if (code === "rate_limited") {
    const retryAfterMs = typeof fields["retryAfterMs"] === "number" ? fields["retryAfterMs"] : DEFAULT_RETRY_AFTER_MS;
    return new SendcatError({ code, scope: "user.changes", retryAfterMs, cause: error });
  }
  if (paginationError === "InvalidCursor")
    return new SendcatError({ code: "invalid_request", scope: "cursor", cause: error });
  return new SendcatError({ code: "internal", scope: "convex", cause: error });
}

function isOutage(status: number): boolean {
  return status === 429 || (status >= 500 && status !== FUNCTION_FAILED);
}

function isAnswer(response: Response): boolean {
  return response.ok || response.status === FUNCTION_FAILED;
}

/**
 * The official client throws a bare Error for an error that the function threw; a truncated or late body gives a TypeError, SyntaxError or
 * AbortError.
 */
function isFunctionError(error: unknown): boolean {
  return error instanceof Error && error.name === "Error";
}

function retryAfterOf(response: Response | null): number {
  const seconds = Number(response?.headers.get("retry-after") ?? "");
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : DEFAULT_RETRY_AFTER_MS;
}
