import { parseInteger } from "./numbers.ts";
import { syntaxError } from "./options.ts";

/** Random items as Redis's RANDMEMBER commands pick them: up to `count` different ones, or exactly `-count` that may repeat. */
export function pick<T>(items: readonly T[], count: number): readonly T[] {
  if (items.length === 0) return [];
  if (count < 0) {
    if (-count > MAX_PICKED) throw new Error("ERR value is out of range");
    // safe because the index is within the list.
    return Array.from({ length: -count }, () => items[Math.floor(Math.random() * items.length)] as T);
  }
  const left = [...items];
  const picked: T[] = [];
  while (picked.length < count && left.length > 0)
    picked.push(...left.splice(Math.floor(Math.random() * left.length), 1));
  return picked;
}

/** Reads the count and the option of a RANDMEMBER command. */
export function readPickCount(
  count: string,
  words: readonly string[],
  option: "WITHVALUES" | "WITHSCORES",
): { readonly count: number; readonly isPaired: boolean } {
  const wanted = parseInteger(count);
  const isPaired = words.length > 0;
  if (isPaired && (words.length > 1 || words[0]?.toUpperCase() !== option)) throw syntaxError();
  if (isPaired && Math.abs(wanted) >= 2 ** 62) throw new Error("ERR value is out of range");
  return { count: wanted, isPaired };
}

const MAX_PICKED = 1_000_000;
