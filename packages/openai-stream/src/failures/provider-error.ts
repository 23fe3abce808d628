import { cutText, isRecord, type JsonRecord } from "@sendcat/shared-types";

/** An error that a provider reports, in an HTTP body or in a stream. */
export interface ProviderError {
  /** The HTTP status that it corresponds to, 400 to 599. */
  readonly status: number;
  /** The provider's own text, at most 500 characters: for logs, never for the user. */
  readonly message: string;
  /** True when the input was flagged. */
  readonly moderated: boolean;
}

const MAX_MESSAGE_CHARS = 500;
const UNKNOWN = 502;
const FLAGGED = 403;

/** Words in an error's code or message, and the status that they mean. */
const WORDS: readonly (readonly [RegExp, number])[] = [
  [/rate.?limit|throttl|too.?many|requests.per|resource.{0,10}exhausted/i, 429],
  [/credit|quota|payment|billing/i, 402],
  [/timeout|timed.?out/i, 504],
  [/unavailable|overload|capacity/i, 503],
  [/moderat|content.?(filter|policy)|flagged/i, FLAGGED],
  [/\bauth(_|\b)|authenti|authori[sz]|api.?key/i, 401],
];

/** Words for a failure of any kind. */
const FAILURE = /\b(errors?|fail(s|ed|ure)?|exceptions?|invalid|denied|went wrong)\b/i;

/** The error that a body or a chunk is, or contains; null when there is none. */
export function errorOfBody(body: JsonRecord): ProviderError | null {
  const { error, errors, object, type, choices } = body;
  if (error === true || object === "error" || type === "error") return parseProviderError(error) ?? fromRecord(body);
  if (isRecord(error) && isBlank(error)) return null;
  const told = parseProviderError(error) ?? (Array.isArray(errors) ? parseProviderError(errors[0]) : null);
  return told ?? (choices === undefined ? (exceptionIn(body) ?? bareError(body)) : null);
}

/** Some servers put the fields of an error into every chunk, and leave them empty. */
function isBlank(error: JsonRecord): boolean {
  const values = Object.values(error);
  return values.length > 0 && values.every((value) => value === null || value === "" || value === 0 || value === false);
}

/** An error under a name of its own: `{"throttlingException": {"message": "..."}}`. */
function exceptionIn(body: JsonRecord): ProviderError | null {
  const [name, error] = Object.entries(body).find(([key]) => /exception$/i.test(key)) ?? [];
  return isRecord(error) ? fromRecord({ type: name, ...error }) : null;
}

/** An error whose fields stand in the body itself: a message with a status, or with words for a failure. */
function bareError(body: JsonRecord): ProviderError | null {
  const { code, status, message, detail, msg } = body;
  const words = [message, detail, msg].find((text) => typeof text === "string" && text.trim() !== "");
  if (typeof words !== "string") return null;
  const isFailure = [code, words].some((text) => statusOfWords(text) !== null) || FAILURE.test(words);
  const hasStatus = statusOfNumber(code) !== null || statusOfNumber(status) !== null;
  return isFailure || hasStatus ? fromRecord({ ...body, message: words }) : null;
}

/** The error in an event named `error`, whatever its data is. */
export function errorOfEvent(data: string): ProviderError {
  let value: unknown = data;
  try {
    value = JSON.parse(data);
  } catch {
    // Plain text.
  }
  return (
    (isRecord(value) ? (errorOfBody(value) ?? fromRecord(value)) : parseProviderError(value)) ?? fromTexts(data, [])
  );
}

/**
 * The error in data that is not an object: a status, a text with words for a failure, or a list that contains an error object. Null when there
 * is none.
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
  // The rest of a torn chunk is the model's text, not the provider's.
  if (/^\s*[{[]/.test(value) || !(statusOfWords(value) !== null || FAILURE.test(value))) return null;
  return parseProviderError(value);
}

/** Reads an error from an object, a text or a status. Null when the value is none of them. */
export function parseProviderError(value: unknown): ProviderError | null {
  if (isRecord(value)) return fromRecord(value);
  if (typeof value === "string" && value.trim() !== "") return fromTexts(value, [value]);
  const status = statusOfNumber(value);
  return status === null ? null : { status, message: "no message", moderated: false };
}

/** `code` may be a number, a number as text, or a word. If it is unknown, the other fields are searched for known words; otherwise it counts as 502. */
function fromRecord(error: JsonRecord): ProviderError {
  const metadata = isRecord(error["metadata"]) ? error["metadata"] : {};
  const message = typeof error["message"] === "string" ? error["message"] : "no message";
  const { code, status, type } = error;
  const number = statusOfNumber(code) ?? statusOfNumber(status);
  const told = fromTexts(message, [code, type, metadata["error_type"], message]);
  const moderated = Array.isArray(metadata["reasons"]);
  return number === null ? { ...told, moderated: told.moderated || moderated } : { ...told, status: number, moderated };
}

/** The status comes from the first text that contains a known word. */
function fromTexts(message: string, texts: readonly unknown[]): ProviderError {
  const status = texts.map(statusOfWords).find((known) => known !== null) ?? UNKNOWN;
  return { status, message: cutText(message, MAX_MESSAGE_CHARS), moderated: status === FLAGGED };
}

function statusOfNumber(code: unknown): number | null {
  const status = typeof code === "number" || typeof code === "string" ? Number(code) : Number.NaN;
  return Number.isInteger(status) && status >= 400 && status <= 599 ? status : null;
}

function statusOfWords(text: unknown): number | null {
  if (typeof text !== "string") return null;
  return WORDS.find(([word]) => word.test(text.slice(0, MAX_MESSAGE_CHARS)))?.[1] ?? null;
}
