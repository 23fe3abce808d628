import { slice } from "./list-commands.ts";
import { parseFloat64, parseInteger } from "./numbers.ts";
import type { Scored, SortedSet } from "./sorted-set.ts";
import { compareTexts } from "./text.ts";

/** How a range of a sorted set is given: by position, by score, or by member where all scores are equal. */
export type RangeBy = "RANK" | "SCORE" | "LEX";

/** A range; backwards, the highest is the first. Throws for a bound that is not one. */
export function readRange(
  by: RangeBy,
  [first, last]: readonly [string, string],
  isBackwards = false,
): (set: SortedSet) => readonly Scored[] {
  if (by === "RANK") {
    const [from, to] = [parseInteger(first), parseInteger(last)];
    return (set) => slice(isBackwards ? set.items.toReversed() : set.items, from, to);
  }
  const between = isBackwards ? readBounds(by, last, first) : readBounds(by, first, last);
  return isBackwards ? (set) => between(set).toReversed() : between;
}

function readBounds(by: "SCORE" | "LEX", min: string, max: string): (set: SortedSet) => readonly Scored[] {
  if (by === "LEX") {
    const [low, high] = [readMember(min), readMember(max)];
    return (set) =>
      set.items.filter(
        ([member]) =>
          low.compare(member) >= (low.isExclusive ? 1 : 0) && high.compare(member) <= (high.isExclusive ? -1 : 0),
      );
  }
  const [low, high] = [readScore(min), readScore(max)];
  return (set) =>
    set.items.slice(set.firstFrom(low.score, low.isExclusive), set.firstFrom(high.score, !high.isExclusive));
}

/** The part of a range that LIMIT asks for; a negative count takes the rest. */
export function limitItems(items: readonly Scored[], limit: readonly string[] | undefined): readonly Scored[] {
  if (!limit) return items;
  const [offset, count] = limit.map((text) => parseInteger(text));
  if (offset === undefined || count === undefined || offset < 0) return [];
  return items.slice(offset, count < 0 ? undefined : offset + count);
}

function readScore(text: string): { readonly score: number; readonly isExclusive: boolean } {
  const isExclusive = text.startsWith("(");
  const number = (isExclusive ? text.slice(1) : text).trimStart();
  // Redis takes nothing for zero here.
  return { score: parseFloat64(number || "0", "ERR min or max is not a float"), isExclusive };
}

function readMember(text: string): { readonly isExclusive: boolean; compare(member: string): number } {
  if (text === "-") return { isExclusive: false, compare: () => 1 };
  if (text === "+") return { isExclusive: false, compare: () => -1 };
  if (!/^[[(]/.test(text)) throw new Error("ERR min or max not valid string range item");
  const bound = text.slice(1);
  return { isExclusive: text.startsWith("("), compare: (member) => compareTexts(member, bound) };
}
