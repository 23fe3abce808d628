import { namesOf } from "../records/names-of.ts";

/** Who caused a failure, for dashboards and SLOs: us, the model provider, or load shed by policy. `caller` spends no error budget. */
export type Attribution = "caller" | "ours" | "provider" | "shed";

export interface ErrorRow {
  readonly status: number;
  readonly attribution: Attribution;
  /** What a user reads when no more precise sentence applies (`refusal-words.ts`). */
  readonly title: string;
  readonly message: string;
}

/** Every error code that a client can receive. The list is closed: a new failure gets a row here, or it is `internal`. */
const ROWS = {
  invalid_request: {
    status: 400,
    attribution: "caller",
    title: "That did not work",
    message: "The request is not valid.",
  },
  unauthenticated: {
    status: 401,
    attribution: "caller",
    title: "Your session has ended",
    message: "Your session has ended. Start a new one and try again.",
  },
  forbidden: {
    status: 403,
    attribution: "caller",
    title: "That did not work",
    message: "This is not allowed.",
  },
  blocked: {
    status: 403,
    attribution: "shed",
    title: "This request was blocked",
    message: "This request was blocked.",
  },
  method_not_allowed: {
    status: 405,
    attribution: "caller",
    title: "That did not work",
    message: "This method is not allowed here.",
  },
  not_found: {
    status: 404,
    attribution: "caller",
    title: "This conversation is not here",
    message: "Not found.",
  },
  conflict: {
    status: 409,
    attribution: "caller",
    title: "This conversation has moved on",
    message: "This conflicts with something that already happened.",
  },
  client_outdated: {
    status: 410,
    attribution: "caller",
    title: "Please update Sendcat",
    message: "This version of Sendcat is too old to work. Update the app, or reload the page.",
  },
  payload_too_large: {
    status: 413,
    attribution: "caller",
    title: "That message is too long",
    message: "The message is too long.",
  },
  unsupported_media_type: {
    status: 415,
    attribution: "caller",
    title: "That did not work",
    message: "Send JSON with content-type application/json.",
  },
  proof_required: {
    status: 428,
    attribution: "shed",
    title: "We couldn’t verify your device",
    message: "Many people are using Sendcat right now. Your device needs a quick check first.",
  },
  rate_limited: {
    status: 429,
    attribution: "shed",
    title: "A little too fast",
    message: "Too many requests. Please wait a moment.",
  },
  quota_exceeded: {
    status: 429,
    attribution: "shed",
    title: "That’s all for now",
    message: "You have used what your plan allows for now.",
  },
  too_many_streams: {
    status: 429,
    attribution: "shed",
    title: "Another answer is still being written",
    message: "Another answer is still being written. Wait for it or stop it.",
  },
  spend_cap_reached: {
    status: 503,
    attribution: "shed",
    title: "Sendcat is closed for today",
    message: "Today’s budget for answers is used up.",
  },
  capacity_saturated: {
    status: 503,
    attribution: "shed",
    title: "Sendcat is busy",
    message: "Many people are asking right now. Please try again shortly.",
  },
  queue_saturated: {
    status: 503,
    attribution: "shed",
    title: "Searches are busy",
    message: "Many searches are running right now. Please try again shortly.",
  },
  provider_unavailable: {
    status: 503,
    attribution: "provider",
    title: "The assistant is not available",
    message: "The model is not available right now.",
  },
  upstream_timeout: {
    status: 504,
    attribution: "provider",
    title: "The assistant took too long",
    message: "The model took too long to answer.",
  },
  upstream_error: {
    status: 502,
    attribution: "provider",
    title: "The answer broke off",
    message: "The model failed to answer.",
  },
  internal: {
    status: 500,
    attribution: "ours",
    title: "That did not work",
    message: "Something went wrong on our side.",
  },
} satisfies Readonly<Record<string, ErrorRow>>;

export type ErrorCode = keyof typeof ROWS;
/** The only place where a code becomes an HTTP status. */
export const ERROR_TABLE: Readonly<Record<ErrorCode, ErrorRow>> = ROWS;
export const ERROR_CODES = namesOf(ERROR_TABLE);
