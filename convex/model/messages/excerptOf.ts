import { cutText } from "@sendcat/shared-types";

const BEFORE = 40;
const MAX_CHARS = 140;

/** The text around the first of the words found in it; its beginning when none is found literally. */
export function excerptOf(text: string, words: string): string {
  const flat = text.replaceAll(/\s+/g, " ").trim();
  const lower = flat.toLowerCase();
  const places = words
    .toLowerCase()
    .split(/\s+/)
    .map((word) => lower.indexOf(word))
    .filter((place) => place >= 0);
  const from = Math.max(0, Math.min(...(places.length > 0 ? places : [0])) - BEFORE);
  const chars = cutText(flat.slice(from), MAX_CHARS);
  return `${from > 0 ? "…" : ""}${chars.trim()}${from + chars.length < flat.length ? "…" : ""}`;
}
