import { globMatcher } from "./glob.ts";
import { parseInteger } from "./numbers.ts";
import { parseOptions, syntaxError, type Options } from "./options.ts";

export const SCAN_OPTIONS = { MATCH: 1, COUNT: 1 } as const;

/** A page of SCAN: the next cursor, "0" after the last page, and the names in this page that match. */
export type Page = readonly [cursor: string, names: readonly string[]];

/**
 * Reads one page of names. They come in the order of their hash and the cursor is a hash, so that a name that is there all the time
 * comes exactly once, whatever is added or removed between pages.
 */
export function readPage(
  names: readonly string[],
  [cursor = "", ...words]: readonly string[],
  given?: Options<typeof SCAN_OPTIONS>,
): Page {
  if (!/^[+-]?\d{1,20}$/.test(cursor) || BigInt(cursor.replace("+", "")) >= 2n ** 64n)
    throw new Error("ERR invalid cursor");
  if (names.length === 0 && !given) return ["0", []];
  const options = given ?? parseOptions(words, SCAN_OPTIONS);
  const count = parseInteger(options.COUNT?.[0] ?? "10");
  if (count < 1) throw syntaxError();
  const matches = options.MATCH?.[0] === undefined ? () => true : globMatcher(options.MATCH[0]);
  const from = Number(cursor);
  const left: (readonly [hash: number, name: string])[] = [];
  for (const name of names) {
    const hash = hashOf(name);
    if (hash >= from) left.push([hash, name]);
  }
  left.sort(([a], [b]) => a - b);
  const last = left[count - 1]?.[0] ?? Infinity;
  const page = left.filter(([hash]) => hash <= last);
  const next = left[page.length]?.[0] ?? 0;
  return [String(next), page.map(([, name]) => name).filter(matches)];
}

/** Small hashes and sorted sets come in one page, whatever COUNT says. */
export function readPageOfCollection(names: readonly string[], args: readonly string[]): Page {
  const page = readPage(names, args);
  const isSmall = names.length > 0 && names.length <= MAX_IN_ONE_PAGE;
  return isSmall ? readPage(names, ["0", ...args.slice(1), "COUNT", String(names.length)]) : page;
}

const MAX_IN_ONE_PAGE = 128;

/** FNV-1a in 32 bits, and never 0, which means the end. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0) + 1;
}
