import { reads, writes, type CommandTable } from "./command.ts";
import { SET, type Keyspace } from "./keyspace.ts";
import { parseCount, parseFloat64 } from "./numbers.ts";
import { parseOptions, parseWord } from "./options.ts";
import { readKeys } from "./read-keys.ts";
import { SortedSet } from "./sorted-set.ts";
import { itemsReply, readSortedSet } from "./sorted-set-commands.ts";

type Scores = ReadonlyMap<string, number>;
type Operation = "union" | "inter" | "diff";

export const SORTED_SET_ALGEBRA_COMMANDS = {
  ZDIFF: combineCommand("diff"),
  ZDIFFSTORE: storeCommand("diff"),
  ZINTER: combineCommand("inter"),
  ZINTERCARD: reads(-3, (keyspace, args) => {
    const { keys, rest } = readKeys(args, "zintercard");
    const { LIMIT } = parseOptions(rest, { LIMIT: 1 });
    const limit = parseCount(LIMIT?.[0] ?? "0", 0, "ERR LIMIT can't be negative");
    const [first, ...others] = keys.map((key) => readScores(keyspace, key));
    const size = [...(first?.keys() ?? [])].filter((member) => others.every((scores) => scores.has(member))).length;
    return limit === 0 ? size : Math.min(limit, size);
  }),
  ZINTERSTORE: storeCommand("inter"),
  ZUNION: combineCommand("union"),
  ZUNIONSTORE: storeCommand("union"),
} satisfies CommandTable;

function combineCommand(operation: Operation) {
  return reads(-3, (keyspace, args) => {
    const { set, withScores } = combine(keyspace, args, { operation, command: `z${operation}`, WITHSCORES: true });
    return itemsReply(set.items, withScores);
  });
}

function storeCommand(operation: Operation) {
  return writes(-4, (keyspace, [target = "", ...args]) =>
    keyspace.store(
      target,
      combine(keyspace, args, { operation, command: `z${operation}store`, WITHSCORES: false }).set,
    ),
  );
}

function combine(
  keyspace: Keyspace,
  args: readonly string[],
  form: { readonly operation: Operation; readonly command: string; readonly WITHSCORES: boolean },
): { readonly set: SortedSet; readonly withScores: boolean } {
  const { keys, rest } = readKeys(args, form.command);
  const sources = keys.map((key) => readScores(keyspace, key));
  const options: Readonly<Record<string, readonly string[] | undefined>> = parseOptions(rest, {
    ...(form.operation === "diff" ? {} : { WEIGHTS: keys.length, AGGREGATE: 1 }),
    ...(form.WITHSCORES ? { WITHSCORES: 0 } : {}),
  });
  const weights = options["WEIGHTS"]?.map((text) => parseFloat64(text, "ERR weight value is not a float"));
  const aggregate = AGGREGATES[parseWord(options["AGGREGATE"]?.[0] ?? "SUM", ["SUM", "MIN", "MAX"])];
  const weighted = sources.map((scores, index) => weigh(scores, weights?.[index] ?? 1));
  const set = new SortedSet();
  for (const [member, score] of OPERATIONS[form.operation](weighted, aggregate)) set.set(member, score);
  return { set, withScores: options["WITHSCORES"] !== undefined };
}

/** The scores of a sorted set; each member of a plain set counts 1. */
function readScores(keyspace: Keyspace, key: string): Scores {
  if (keyspace.typeName(key) !== SET.name) return new Map(readSortedSet(keyspace, key).items);
  return new Map([...(keyspace.get(key, SET) ?? [])].map((member) => [member, 1]));
}

/** As in Redis, infinity times zero, and the sum of both infinities, are zero. */
function orZero(value: number): number {
  return Number.isNaN(value) ? 0 : value;
}

function weigh(scores: Scores, weight: number): Scores {
  return new Map([...scores].map(([member, score]) => [member, orZero(score * weight)]));
}

type Aggregate = (a: number, b: number) => number;
const AGGREGATES: Readonly<Record<"SUM" | "MIN" | "MAX", Aggregate>> = {
  SUM: (a, b) => orZero(a + b),
  MIN: Math.min,
  MAX: Math.max,
};

const OPERATIONS: Readonly<Record<Operation, (sources: readonly Scores[], aggregate: Aggregate) => Scores>> = {
  union: mergeAll,
  inter(sources, aggregate) {
    const all = [...mergeAll(sources, aggregate)];
    return new Map(all.filter(([member]) => sources.every((scores) => scores.has(member))));
  },
  diff([first = new Map(), ...others]) {
    return new Map([...first].filter(([member]) => !others.some((scores) => scores.has(member))));
  },
};

function mergeAll(sources: readonly Scores[], aggregate: Aggregate): Scores {
  const merged = new Map<string, number>();
  for (const [member, score] of sources.flatMap((scores) => [...scores])) {
    const known = merged.get(member);
    merged.set(member, known === undefined ? score : aggregate(known, score));
  }
  return merged;
}
