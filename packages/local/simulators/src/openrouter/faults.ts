import { CODINGS } from "./compressed-packets.ts";
import { HTTP_FAULTS } from "./error-body.ts";
import { OFF_SCHEMA, ON_SCHEMA, type WireForm } from "./wire-form.ts";

/** What can go wrong inside a stream, or instead of one. A three-digit name is the HTTP status answered; a content coding compresses the answer. */
const STREAM_FAULTS: Readonly<Record<string, WireForm>> = {
  /** Accepts the request and never answers. */
  hang: ON_SCHEMA,
  /** Headers and comments at once, the first token after `delay-ms` (10,000). */
  "slow-first-token": ON_SCHEMA,
  /** Headers at once, then hidden reasoning every second until the first token after `delay-ms`. */
  "hidden-reasoning": ON_SCHEMA,
  /** After `after` tokens the connection breaks. */
  "cut-midstream": ON_SCHEMA,
  /** After `after` tokens an error chunk with a numeric code, then the end. */
  "error-midstream": ON_SCHEMA,
  /** The same with a text as its code. */
  "error-midstream-word": OFF_SCHEMA,
  /** After `after` tokens an error that is a string, then the end. */
  "error-text": OFF_SCHEMA,
  /** After `after` tokens an event named `error` with a message, then the end. */
  "error-event": OFF_SCHEMA,
  /** After `after` tokens an event whose whole data is plain error text, then the end. */
  "error-bare": OFF_SCHEMA,
  /** After `after` tokens `[DONE]`, as if the answer were complete. */
  "done-midstream": ON_SCHEMA,
  /** After `after` tokens silence; the connection stays open. */
  "hang-midstream": ON_SCHEMA,
  /** After `after` tokens one chunk that is not JSON, then the stream continues. */
  "malformed-json": OFF_SCHEMA,
  /** Every write is split into two packets, inside a multi-byte character where there is one. */
  "split-utf8": ON_SCHEMA,
  /** Every byte is sent in its own packet. */
  "one-byte": ON_SCHEMA,
  /** After `after` tokens one chunk of 1 MiB of text. */
  "megabyte-chunk": ON_SCHEMA,
  /** After `after` tokens one line of 5 MiB, then the stream continues. */
  "five-megabyte-line": ON_SCHEMA,
  "no-usage": ON_SCHEMA,
  /** The stream ends without `[DONE]`. */
  "no-done": ON_SCHEMA,
  /** Lines end with CR LF. */
  crlf: ON_SCHEMA,
  /** Lines end with CR. */
  cr: ON_SCHEMA,
  /** Lines end with LF, CR LF and CR in turn. */
  "mixed-line-ends": ON_SCHEMA,
  /** Before every write, events without content: empty data, a comment as data, a named ping. */
  heartbeats: OFF_SCHEMA,
  /** Before every write, events whose data is a number, a text, an empty list and null. */
  "odd-data": OFF_SCHEMA,
  /** The whole answer as one JSON body, although a stream was asked for. */
  "whole-json": OFF_SCHEMA,
  /** The answer is at another address of this server. */
  redirect: ON_SCHEMA,
  /** The answer is at another origin: this server under another name. */
  "redirect-away": ON_SCHEMA,
  /** No token at all: straight to the finish chunk. */
  empty: ON_SCHEMA,
};

export const FAULT_FORMS: Readonly<Record<string, WireForm>> = {
  ...Object.fromEntries([...HTTP_FAULTS, ...CODINGS].map((name) => [name, ON_SCHEMA])),
  ...STREAM_FAULTS,
};

export const FAULTS: readonly string[] = Object.keys(FAULT_FORMS);

export function isFault(name: string): boolean {
  return Object.hasOwn(FAULT_FORMS, name);
}
