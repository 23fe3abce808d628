import { CODINGS } from "./compressed-packets.ts";
import { HTTP_FAULTS } from "./error-body.ts";

/** What can go wrong inside a stream, or instead of one. A three-digit name is the HTTP status answered; a content coding, how it is compressed. */
const STREAM_FAULTS = [
  /** Takes the request and never answers. */
  "hang",
  /** Headers and comments at once, the first token after `delay-ms` (10,000). */
  "slow-first-token",
  /** After `after` tokens the connection breaks without an end. */
  "cut-midstream",
  /** After `after` tokens an error chunk with a number as its code, then the end. */
  "error-midstream",
  /** The same with a word as its code. */
  "error-midstream-word",
  /** After `after` tokens an error that is a text, then the end. */
  "error-text",
  /** After `after` tokens an event named `error` with a message, then the end. */
  "error-event",
  /** After `after` tokens words about an error as the whole of an event's data, then the end. */
  "error-bare",
  /** After `after` tokens `[DONE]`, as if the answer were whole. */
  "done-midstream",
  /** After `after` tokens silence, the connection stays. */
  "hang-midstream",
  /** After `after` tokens one chunk that is not JSON, then on as if nothing had been. */
  "malformed-json",
  /** Every write is cut in two packets, inside a multi-byte character where there is one. */
  "split-utf8",
  /** Every byte travels alone. */
  "one-byte",
  /** After `after` tokens one chunk of 1 MiB of text. */
  "megabyte-chunk",
  "no-usage",
  /** The stream ends without `[DONE]`. */
  "no-done",
  /** Lines end with CR LF. */
  "crlf",
  /** Lines end with CR. */
  "cr",
  /** Lines end with LF, CR LF and CR by turns. */
  "mixed-line-ends",
  /** Before every write events that say nothing: empty data, a comment as data, a named ping. */
  "heartbeats",
  /** Before every write events whose data is a number, a text, an empty list and null. */
  "odd-data",
  /** The whole answer as one JSON body, although a stream was asked for. */
  "whole-json",
  /** The answer is at another address of this server. */
  "redirect",
  /** The answer is at another origin, which is this server by another name. */
  "redirect-away",
  /** No token at all: straight to the finish chunk. */
  "empty",
] as const;

export const FAULTS: readonly string[] = [...HTTP_FAULTS, ...STREAM_FAULTS, ...CODINGS];

export function isFault(name: string): boolean {
  return FAULTS.includes(name);
}
