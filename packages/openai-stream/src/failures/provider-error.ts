import { isRecord, type JsonRecord } from "@sendcat/shared-types";

/** What a provider says went wrong, in an HTTP body or in a stream. */
export interface ProviderError {
  /** The HTTP status that stands for it. */
  readonly status: number;
  /** The provider's own words: for logs, never for the person. */
  readonly message: string;
  /** True when the input was flagged. */
  readonly moderated: boolean;
}

const MAX_MESSAGE_CHARS = 500;
const UNKNOWN = 502;
const FLAGGED = 403;

/** Words that stand where a number should, by what they contain. */
const WORDS: readonly (readonly [RegExp, number])[] = [
  [/rate.?limit|too.?many|requests.per|resource.{0,10}exhausted/i, 429],
  [/credit|quota|payment|billing/i, 402],
  [/timeout|timed.?out/i, 504],
  [/unavailable|overload|capacity/i, 503],
  [/moderat|content.?filter|flagged/i, FLAGGED],
  [/\bauth(_|\b)|authenti|authori[sz]|api.?key/i, 401],
];

/** Words that speak of a failure without saying which. */
const FAILURE = /\b(errors?|fail(s|ed|ure)?|exceptions?|invalid|denied|went wrong)\b/i;

/** The error that a body or a chunk is or carries; null when it is none. */
export function errorOfBody(body: JsonRecord): ProviderError | null {
  const { error, object, type } = body;
  if (error === true || object === "error" || type === "error") return parseProviderError(error) ?? fromRecord(body);
  return parseProviderError(error);
}

/** The error that an event named `error` tells of: whatever its data is. */
export function errorOfEvent(data: string): ProviderError {
  let value: unknown = data;
  try {
    value = JSON.parse(data);
  } catch {
    // Plain words.
  }
  return (
    (isRecord(value) ? (errorOfBody(value) ?? fromRecord(value)) : parseProviderError(value)) ?? fromTexts(data, [])
  );
}

/**
 * The error that data without a name or a field tells of: a status, words that speak of a failure, or a list with an error in it; null when it tells
 * of none.
 */
export function errorOfBareValue(value: unknown): ProviderError | null {
  if (Array.isArray(value))
    return (
      value
        .filter(isRecord)
        .map(errorOfBody)
        .find((error) => error !== null) ?? null
    );
  if (typeof value !== "string") return parseProviderError(value);
  // The rest of a chunk is no sentence: what the model says in it is not the provider's word.
  if (/^\s*[{[]/.test(value) || !(statusOfWords(value) !== null || FAILURE.test(value))) return null;
  return parseProviderError(value);
}

/** Null when the value says of no error. It may be an object, a text or a status. */
export function parseProviderError(value: unknown): ProviderError | null {
  if (isRecord(value)) return fromRecord(value);
  if (typeof value === "string" && value.trim() !== "") return fromTexts(value, [value]);
  const status = statusOfNumber(value);
  return status === null ? null : { status, message: "no message", moderated: false };
}

/** `code` may be a number, a number as text, or a word. What is not understood is looked for in the other words, and else counts as 502. */
function fromRecord(error: JsonRecord): ProviderError {
  const metadata = isRecord(error["metadata"]) ? error["metadata"] : {};
  const message = typeof error["message"] === "string" ? error["message"] : "no message";
  const { code, status, type } = error;
  const number = statusOfNumber(code) ?? statusOfNumber(status);
  const told = fromTexts(message, [code, type, metadata["error_type"], message]);
  const moderated = Array.isArray(metadata["reasons"]);
  return number === null ? { ...told, moderated: told.moderated || moderated } : { ...told, status: number, moderated };
}

/** The first of the texts that a known word is in says what it is. */
function fromTexts(message: string, texts: readonly unknown[]): ProviderError {
  const status = texts.map(statusOfWords).find((known) => known !== null) ?? UNKNOWN;
  return { status, message: message.slice(0, MAX_MESSAGE_CHARS), moderated: status === FLAGGED };
}

function statusOfNumber(code: unknown): number | null {
  const status = typeof code === "number" || typeof code === "string" ? Number(code) : Number.NaN;
  return Number.isInteger(status) && status >= 400 && status <= 599 ? status : null;
}

function statusOfWords(text: unknown): number | null {
  if (typeof text !== "string") return null;
  return WORDS.find(([word]) => word.test(text.slice(0, MAX_MESSAGE_CHARS)))?.[1] ?? null;
}
