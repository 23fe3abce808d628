import { CODINGS } from "./compressed-packets.ts";
import { HTTP_FAULTS } from "./error-body.ts";

/** What can go wrong inside a stream, or instead of one. A three-digit name is the HTTP status answered; a content coding compresses the answer. */
const STREAM_FAULTS = [
  /** Accepts the request and never answers. */
  "hang",
  /** Headers and comments at once, the first token after `delay-ms` (10,000). */
  "slow-first-token",
  /** Headers at once, then hidden reasoning every second until the first token after `delay-ms`. */
  "hidden-reasoning",
  /** After `after` tokens the connection breaks. */
  "cut-midstream",
  /** After `after` tokens an error chunk with a numeric code, then the end. */
  "error-midstream",
  /** The same with a text as its code. */
  "error-midstream-word",
  /** After `after` tokens an error that is a string, then the end. */
  "error-text",
  /** After `after` tokens an event named `error` with a message, then the end. */
  "error-event",
  /** After `after` tokens an event whose whole data is plain error text, then the end. */
  "error-bare",
  /** After `after` tokens `[DONE]`, as if the answer were complete. */
  "done-midstream",
  /** After `after` tokens silence; the connection stays open. */
  "hang-midstream",
  /** After `after` tokens one chunk that is not JSON, then the stream continues. */
  "malformed-json",
  /** Every write is split into two packets, inside a multi-byte character where there is one. */
  "split-utf8",
  /** Every byte is sent in its own packet. */
  "one-byte",
  /** After `after` tokens one chunk of 1 MiB of text. */
  "megabyte-chunk",
  /** After `after` tokens one line of 5 MiB, then the stream continues. */
  "five-megabyte-line",
  "no-usage",
  /** The stream ends without `[DONE]`. */
  "no-done",
  /** Lines end with CR LF. */
  "crlf",
  /** Lines end with CR. */
  "cr",
  /** Lines end with LF, CR LF and CR in turn. */
  "mixed-line-ends",
  /** Before every write, events without content: empty data, a comment as data, a named ping. */
  "heartbeats",
  /** Before every write, events whose data is a number, a text, an empty list and null. */
  "odd-data",
  /** The whole answer as one JSON body, although a stream was asked for. */
  "whole-json",
  /** The answer is at another address of this server. */
  "redirect",
  /** The answer is at another origin: this server under another name. */
  "redirect-away",
  /** No token at all: straight to the finish chunk. */
  "empty",
] as const;

export const FAULTS: readonly string[] = [...HTTP_FAULTS, ...STREAM_FAULTS, ...CODINGS];

export function isFault(name: string): boolean {
  return FAULTS.includes(name);
}
