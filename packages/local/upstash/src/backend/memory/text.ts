import { isUtf8 } from "node:buffer";
import type { Reply } from "../backend.ts";

/** Begins a text that stands for bytes that are not UTF-8, one character per byte. No well-formed text begins with it. */
const RAW = "\uD800";
/** Half of a character, perhaps without its other half, which would not be well formed. */
const SURROGATE = /[\uD800-\uDFFF]/;

/** Keys and values are stored as text, which a Map can look up; bytes that are not UTF-8 keep their value. */
export function toText(argument: string | Buffer): string {
  if (typeof argument === "string") return SURROGATE.test(argument) ? Buffer.from(argument).toString() : argument;
  return isUtf8(argument) ? argument.toString() : RAW + argument.toString("latin1");
}

export function bytesOf(text: string): Buffer {
  return text.startsWith(RAW) ? Buffer.from(text.slice(1), "latin1") : Buffer.from(text);
}

export function byteLength(text: string): number {
  return text.startsWith(RAW) ? text.length - 1 : Buffer.byteLength(text);
}

/** The order of bytes, as in Redis: for most texts it is JavaScript's own. */
export function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  if (BEYOND_SURROGATES.test(a) || BEYOND_SURROGATES.test(b)) return Buffer.compare(bytesOf(a), bytesOf(b));
  return a < b ? -1 : 1;
}

const BEYOND_SURROGATES = /[\uD800-\uFFFF]/;

/** Turns stored texts back into what a client reads. */
export function toReply(reply: Reply): Reply {
  if (typeof reply === "string") return reply.startsWith(RAW) ? bytesOf(reply) : reply;
  return isList(reply) && reply.some(mayHoldRaw) ? reply.map(toReply) : reply;
}

function mayHoldRaw(item: Reply): boolean {
  return typeof item === "string" ? item.startsWith(RAW) : isList(item);
}

// Array.isArray alone does not narrow readonly lists.
function isList(reply: Reply): reply is readonly Reply[] {
  return Array.isArray(reply);
}
