import type { Reply } from "../backend.ts";
import { reads, writes, type CommandTable } from "./command.ts";
import { SORTED_SET, type Keyspace } from "./keyspace.ts";
import { formatFloat, parseCount, parseFloat64 } from "./numbers.ts";
import { parseLeadingOptions, parseOptions, parseWord, syntaxError } from "./options.ts";
import { pick, readPickCount } from "./pick.ts";
import { readKeys } from "./read-keys.ts";
import { readPageOfCollection } from "./scan.ts";
import { SortedSet, type Scored } from "./sorted-set.ts";
import { readRange, type RangeBy } from "./sorted-set-ranges.ts";

const EMPTY = new SortedSet();
const NOT_A_NUMBER = "ERR resulting score is not a number (NaN)";

export const SORTED_SET_COMMANDS = {
  ZADD: writes(-4, add),
  ZCARD: reads(2, (keyspace, [key = ""]) => readSortedSet(keyspace, key).size),
  ZCOUNT: countCommand("SCORE"),
  ZINCRBY: writes(4, (keyspace, [key = "", by = "", member = ""]) => add(keyspace, [key, "INCR", by, member])),
  ZLEXCOUNT: countCommand("LEX"),
  ZMPOP: writes(-4, (keyspace, args) => {
    const { keys, rest } = readKeys(args, "zmpop");
    const end = parseWord(rest[0], ["MIN", "MAX"]);
    const { COUNT } = parseOptions(rest.slice(1), { COUNT: 1 });
    const count = parseCount(COUNT?.[0] ?? "1", 1, "ERR count should be greater than 0");
    const key = keys.find((candidate) => readSortedSet(keyspace, candidate).size > 0);
    if (key === undefined) return null;
    return [key, take(keyspace, [key, end], count).map(([member, score]) => [member, formatFloat(score)])];
  }),
  ZMSCORE: reads(-3, (keyspace, [key = "", ...members]) => {
    const set = readSortedSet(keyspace, key);
    return members.map((member) => scoreReply(set.score(member)));
  }),
  ZPOPMAX: popCommand("MAX"),
  ZPOPMIN: popCommand("MIN"),
  ZRANDMEMBER: reads(-2, (keyspace, [key = "", count, ...words]) => {
    const { items } = readSortedSet(keyspace, key);
    if (count === undefined) return pick(items, 1)[0]?.[0] ?? null;
    const wanted = readPickCount(count, words, "WITHSCORES");
    return itemsReply(pick(items, wanted.count), wanted.isPaired);
  }),
  ZRANK: rankCommand((rank) => rank),
  ZREM: writes(-3, (keyspace, [key = "", ...members]) => removeMembers(keyspace, key, members)),
  ZREMRANGEBYLEX: removeRangeCommand("LEX"),
  ZREMRANGEBYRANK: removeRangeCommand("RANK"),
  ZREMRANGEBYSCORE: removeRangeCommand("SCORE"),
  ZREVRANK: rankCommand((rank, set) => set.size - 1 - rank),
  ZSCAN: reads(-3, (keyspace, [key = "", ...args]) => {
    const set = readSortedSet(keyspace, key);
    const [cursor, members] = readPageOfCollection(
      set.items.map(([member]) => member),
      args,
    );
    return [cursor, members.flatMap((member) => [member, scoreReply(set.score(member))])];
  }),
  ZSCORE: reads(3, (keyspace, [key = "", member = ""]) => scoreReply(readSortedSet(keyspace, key).score(member))),
} satisfies CommandTable;

export function readSortedSet(keyspace: Keyspace, key: string): SortedSet {
  return keyspace.get(key, SORTED_SET) ?? EMPTY;
}

export function itemsReply(items: readonly Scored[], withScores: boolean): readonly string[] {
  return items.flatMap(([member, score]) => (withScores ? [member, formatFloat(score)] : [member]));
}

function scoreReply(score: number | undefined): string | null {
  return score === undefined ? null : formatFloat(score);
}

function add(keyspace: Keyspace, [key = "", ...args]: readonly string[]): Reply {
  const { options, rest } = parseLeadingOptions(args, { NX: 0, XX: 0, GT: 0, LT: 0, CH: 0, INCR: 0 });
  const { NX, XX, GT, LT, CH, INCR } = options;
  if (rest.length === 0 || rest.length % 2 !== 0) throw syntaxError();
  if (NX && XX) throw new Error("ERR XX and NX options at the same time are not compatible");
  if ((GT && LT) || (NX && (GT || LT)))
    throw new Error("ERR GT, LT, and/or NX options at the same time are not compatible");
  if (INCR && rest.length > 2) throw new Error("ERR INCR option supports a single increment-element pair");
  const pairs = Array.from({ length: rest.length / 2 }, (_, index) => ({
    given: parseFloat64(rest[index * 2] ?? ""),
    member: rest[index * 2 + 1] ?? "",
  }));
  readSortedSet(keyspace, key);
  let [added, updated] = [0, 0];
  let score: number | null = null;
  for (const { given, member } of pairs) {
    const old = readSortedSet(keyspace, key).score(member);
    const next = INCR ? (old ?? 0) + given : given;
    if (Number.isNaN(next)) throw new Error(NOT_A_NUMBER);
    const isHeld =
      old === undefined ? XX !== undefined : NX !== undefined || (GT && next <= old) || (LT && next >= old);
    if (isHeld) continue;
    score = next;
    if (old === undefined) added += 1;
    else if (old !== next) updated += 1;
    if (old !== next) keyspace.getOrMake(key, SORTED_SET).set(member, next);
  }
  if (INCR) return score === null ? null : formatFloat(score);
  return CH ? added + updated : added;
}

function countCommand(by: RangeBy) {
  return reads(4, (keyspace, [key = "", min = "", max = ""]) => {
    const range = readRange(by, [min, max]);
    return range(readSortedSet(keyspace, key)).length;
  });
}

function rankCommand(answer: (rank: number, set: SortedSet) => number) {
  return reads(3, (keyspace, [key = "", member = ""]) => {
    const set = readSortedSet(keyspace, key);
    const rank = set.rank(member);
    return rank === null ? null : answer(rank, set);
  });
}

function removeMembers(keyspace: Keyspace, key: string, members: readonly string[]): number {
  const set = keyspace.get(key, SORTED_SET);
  const count = members.filter((member) => set?.delete(member)).length;
  keyspace.dropEmpty(key);
  return count;
}

function removeRangeCommand(by: RangeBy) {
  return writes(4, (keyspace, [key = "", min = "", max = ""]) => {
    const range = readRange(by, [min, max]);
    const members = range(readSortedSet(keyspace, key)).map(([member]) => member);
    return removeMembers(keyspace, key, members);
  });
}

function take(keyspace: Keyspace, [key, end]: readonly [string, "MIN" | "MAX"], count: number): readonly Scored[] {
  const { items } = readSortedSet(keyspace, key);
  const taken = (end === "MIN" ? items : items.toReversed()).slice(0, count);
  removeMembers(
    keyspace,
    key,
    taken.map(([member]) => member),
  );
  return taken;
}

function popCommand(end: "MIN" | "MAX") {
  return writes(-2, (keyspace, [key = "", count, ...more]) => {
    if (more.length > 0) throw syntaxError();
    const wanted = count === undefined ? 1 : parseCount(count, 0, "ERR value is out of range, must be positive");
    return itemsReply(take(keyspace, [key, end], wanted), true);
  });
}
