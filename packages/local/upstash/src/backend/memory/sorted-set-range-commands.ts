import { reads, writes, type CommandTable } from "./command.ts";
import type { Keyspace } from "./keyspace.ts";
import { parseOptions } from "./options.ts";
import { SortedSet, type Scored } from "./sorted-set.ts";
import { itemsReply, readSortedSet } from "./sorted-set-commands.ts";
import { limitItems, readRange, type RangeBy } from "./sorted-set-ranges.ts";

const GRAMMAR = { BYSCORE: 0, BYLEX: 0, REV: 0, LIMIT: 2, WITHSCORES: 0 };

/** ZRANGE, and the older commands that are one of its forms. */
export const SORTED_SET_RANGE_COMMANDS = {
  ZRANGE: reads(-4, (keyspace, args) => {
    const { items, withScores } = rangeOf(keyspace, args);
    return itemsReply(items, withScores);
  }),
  ZRANGEBYLEX: olderCommand(["BYLEX"], { LIMIT: 2 }),
  ZRANGEBYSCORE: olderCommand(["BYSCORE"], { LIMIT: 2, WITHSCORES: 0 }),
  ZRANGESTORE: writes(-5, (keyspace, [target = "", ...args]) => {
    parseOptions(args.slice(3), { BYSCORE: 0, BYLEX: 0, REV: 0, LIMIT: 2 });
    const set = new SortedSet();
    for (const [member, score] of rangeOf(keyspace, args).items) set.set(member, score);
    return keyspace.store(target, set);
  }),
  ZREVRANGE: olderCommand(["REV"], { WITHSCORES: 0 }),
  ZREVRANGEBYLEX: olderCommand(["BYLEX", "REV"], { LIMIT: 2 }),
  ZREVRANGEBYSCORE: olderCommand(["BYSCORE", "REV"], { LIMIT: 2, WITHSCORES: 0 }),
} satisfies CommandTable;

function olderCommand(form: readonly string[], grammar: Readonly<Record<string, number>>) {
  return reads(-4, (keyspace, args) => {
    parseOptions(args.slice(3), grammar);
    const { items, withScores } = rangeOf(keyspace, [...args, ...form]);
    return itemsReply(items, withScores);
  });
}

function rangeOf(
  keyspace: Keyspace,
  [key = "", start = "", end = "", ...words]: readonly string[],
): { readonly items: readonly Scored[]; readonly withScores: boolean } {
  const { BYSCORE, BYLEX, REV, LIMIT, WITHSCORES } = parseOptions(words, GRAMMAR, [["BYSCORE", "BYLEX"]]);
  // Redis looks at the count alone, and the default one passes.
  if (LIMIT && LIMIT[1] !== "-1" && !BYSCORE && !BYLEX)
    throw new Error("ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX");
  if (WITHSCORES && BYLEX) throw new Error("ERR syntax error, WITHSCORES not supported in combination with BYLEX");
  const by: RangeBy = BYSCORE ? "SCORE" : BYLEX ? "LEX" : "RANK";
  const range = readRange(by, [start, end], REV !== undefined);
  return { items: limitItems(range(readSortedSet(keyspace, key)), LIMIT), withScores: WITHSCORES !== undefined };
}
