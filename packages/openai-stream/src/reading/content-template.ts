import { isPlainText, readCompletionChunk } from "./completion-chunk.ts";

const FIELD = '"content":"';
/** No provider sends it, so where it comes back out is where it was put in. */
const MARKER = "\uE000sendcat\uE001";
/** Places in a chunk that are tried before it counts as not learnable. */
const MAX_PLACES = 4;
/** Lessons given for nothing; after them each has to be earned by this many matches. */
const FREE_LESSONS = 4;
const MATCHES_A_LESSON = 8;

/**
 * Reads a plain text chunk without JSON.parse, where the result is the same by construction. Chunks of one answer differ in one string
 * literal. `learn` finds where it stands and proves it: with a marker in its place, the chunk still parses and the marker is all it says. A later
 * chunk with the same text before and after, and one valid string literal between, therefore says that literal and nothing else.
 */
export class ContentTemplate {
  #before = "";
  #after = "";
  #matches = 0;
  #lessons = 0;

  /** The text of a chunk that fits what was learnt; null when it does not fit, which says nothing about it. */
  match(json: string): string | null {
    const before = this.#before;
    const after = this.#after;
    const end = json.length - after.length;
    if (before === "" || end < before.length) return null;
    // Comparing slices is three times as fast in V8 as startsWith and endsWith are.
    if (json.slice(0, before.length) !== before || json.slice(end) !== after) return null;
    const literal = json.slice(before.length, end);
    let escaped = false;
    for (let i = 0; i < literal.length; i++) {
      const unit = literal.charCodeAt(i);
      if (unit === 0x5c) escaped = true;
      else if (unit < 0x20 || (unit === 0x22 && !escaped)) return null;
    }
    const text = escaped ? unescape(literal) : literal;
    if (text !== null) this.#matches++;
    return text;
  }

  /** Takes a plain text chunk of this choice that did not match as the new example, unless that was tried too often in vain. */
  learn(json: string, choice: string | null): void {
    if (this.#lessons >= FREE_LESSONS && this.#matches < MATCHES_A_LESSON) return;
    this.#lessons++;
    this.#matches = 0;
    let from = 0;
    for (let places = 0; places < MAX_PLACES; places++) {
      const at = json.indexOf(FIELD, from);
      if (at < 0) return;
      const start = at + FIELD.length;
      const before = json.slice(0, start);
      const after = json.slice(endOfLiteral(json, start));
      if (saysOnlyMarker(before + MARKER + after, choice)) {
        this.#before = before;
        this.#after = after;
        return;
      }
      from = start;
    }
  }
}

/** The index of the quote that closes the literal begun before `start`. */
function endOfLiteral(json: string, start: number): number {
  let at = start;
  while (at < json.length && json[at] !== '"') at += json[at] === "\\" ? 2 : 1;
  return at;
}

/** Whether a chunk says the marker and nothing else. */
function saysOnlyMarker(json: string, choice: string | null): boolean {
  try {
    const chunk = readCompletionChunk(JSON.parse(json), choice);
    return chunk !== null && isPlainText(chunk) && chunk.text === MARKER;
  } catch {
    return false;
  }
}

/** The value of a string literal without its quotes; null when it is not exactly one. */
function unescape(literal: string): string | null {
  try {
    const value: unknown = JSON.parse(`"${literal}"`);
    return typeof value === "string" ? value : null;
  } catch {
    return null;
  }
}
