import { isRecord } from "./is-record.ts";

/** An `error` object of OpenRouter: an HTTP error's, or a chunk's. */
export interface ProviderError {
  /** The HTTP status that stands for it. */
  readonly status: number;
  /** The provider's own words: for logs, never for the person. */
  readonly message: string;
  /** True when the input was flagged. */
  readonly moderated: boolean;
}

const MAX_MESSAGE_CHARS = 500;

/** Words that stand where a number should, by what they contain. */
const WORDS: readonly (readonly [RegExp, number])[] = [
  [/rate.?limit|too_many/i, 429],
  [/credit|quota|payment|billing/i, 402],
  [/timeout|timed.?out/i, 504],
  [/unavailable|overload|capacity/i, 503],
  [/moderat|content.?filter|flagged/i, 403],
  [/auth|api.?key/i, 401],
];

/** Null when the value is no error object. `code` may be a number, a number as text, or a word; what is not understood counts as 502. */
export function parseProviderError(value: unknown): ProviderError | null {
  if (!isRecord(value)) return null;
  const metadata = isRecord(value["metadata"]) ? value["metadata"] : {};
  const message = typeof value["message"] === "string" ? value["message"] : "no message";
  return {
    status: statusOf(value["code"]),
    message: message.slice(0, MAX_MESSAGE_CHARS),
    moderated: Array.isArray(metadata["reasons"]),
  };
}

function statusOf(code: unknown): number {
  const status = Number(code);
  if (Number.isInteger(status) && status >= 400 && status <= 599) return status;
  if (typeof code !== "string") return 502;
  return WORDS.find(([word]) => word.test(code))?.[1] ?? 502;
}
