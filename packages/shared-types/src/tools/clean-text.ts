import { cutText } from "../text/cut-text.ts";

/** Control characters, and characters that hide or reverse text: zero-width, bidirectional, tags, fillers. */
const UNSEEN = /\p{C}|\p{Zl}|\p{Zp}|\p{Variation_Selector}|[\u115F\u1160\u3164\uFFA0]/gu;
const MARKUP = /<[^<>]*>/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

/**
 * Text from outside as one plain line of at most `maxChars` UTF-16 units, without markup or invisible characters. It stays untrusted: it is
 * shown as text and given to the model as data.
 */
export function cleanText(text: string, maxChars: number): string {
  let plain = text
    .slice(0, maxChars * 8)
    .replaceAll(/&(amp|lt|gt|quot|apos|nbsp);/g, (_, name: string) => ENTITIES[name] ?? "");
  // Removing a tag can create another one from its surroundings.
  for (let left = 8; left > 0 && MARKUP.test(plain); left--) plain = plain.replaceAll(MARKUP, " ");
  plain = plain
    .replaceAll(/[<>]/g, " ")
    .replaceAll(/[\n\r\t]/g, " ")
    .replaceAll(UNSEEN, "");
  plain = plain.replaceAll(/\s+/g, " ").trim();
  return plain.length <= maxChars ? plain : `${cutText(plain, maxChars - 1)}…`;
}
