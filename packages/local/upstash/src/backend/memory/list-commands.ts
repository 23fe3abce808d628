import { OK, reads, writes, type CommandTable } from "./command.ts";
import { LIST, type Keyspace } from "./keyspace.ts";
import { parseCount, parseInteger } from "./numbers.ts";
import { parseOptions, parseWord } from "./options.ts";
import { readKeys } from "./read-keys.ts";

type End = "LEFT" | "RIGHT";

const ENDS = ["LEFT", "RIGHT"] as const;
const NOT_POSITIVE = "ERR value is out of range, must be positive";

export const LIST_COMMANDS = {
  LINDEX: reads(3, (keyspace, [key = "", index = ""]) => {
    // Without a list, Redis does not look at the index.
    const list = keyspace.get(key, LIST);
    return list?.at(parseInteger(index)) ?? null;
  }),
  LINSERT: writes(5, (keyspace, [key = "", where, pivot = "", item = ""]) => {
    const side = parseWord(where, ["BEFORE", "AFTER"]);
    const list = keyspace.get(key, LIST);
    if (!list) return 0;
    const at = list.indexOf(pivot);
    if (at === -1) return -1;
    list.splice(side === "BEFORE" ? at : at + 1, 0, item);
    return list.length;
  }),
  LLEN: reads(2, (keyspace, [key = ""]) => read(keyspace, key).length),
  LMOVE: writes(5, (keyspace, [from = "", to = "", fromEnd, toEnd]) =>
    move(keyspace, [from, parseWord(fromEnd, ENDS)], [to, parseWord(toEnd, ENDS)]),
  ),
  LMPOP: writes(-4, (keyspace, args) => {
    const { keys, rest } = readKeys(args, "lmpop");
    const end = parseWord(rest[0], ENDS);
    const { COUNT } = parseOptions(rest.slice(1), { COUNT: 1 });
    const count = parseCount(COUNT?.[0] ?? "1", 1, "ERR count should be greater than 0");
    const key = keys.find((candidate) => read(keyspace, candidate).length > 0);
    return key === undefined ? null : [key, take(keyspace, [key, end], count)];
  }),
  LPOP: popCommand("LEFT"),
  LPOS: reads(-3, (keyspace, [key = "", item = "", ...words]) => {
    const { RANK, COUNT, MAXLEN } = parseOptions(words, { RANK: 1, COUNT: 1, MAXLEN: 1 });
    const rank = parseInteger(RANK?.[0] ?? "1");
    if (rank === 0)
      throw new Error(
        "ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ... or use negative to start from the end of the list",
      );
    const count = COUNT ? parseCount(COUNT[0] ?? "", 0, "ERR COUNT can't be negative") : null;
    const maxLength = parseCount(MAXLEN?.[0] ?? "0", 0, "ERR MAXLEN can't be negative");
    const list = read(keyspace, key);
    const order = rank > 0 ? [...list.keys()] : [...list.keys()].reverse();
    const looked = maxLength === 0 ? order : order.slice(0, maxLength);
    const found = looked.filter((index) => list[index] === item).slice(Math.abs(rank) - 1);
    return count === null ? (found[0] ?? null) : found.slice(0, count === 0 ? undefined : count);
  }),
  LPUSH: writes(-3, (keyspace, [key = "", ...items]) => push(keyspace, [key, "LEFT"], items)),
  LPUSHX: writes(-3, (keyspace, [key = "", ...items]) => pushExisting(keyspace, [key, "LEFT"], items)),
  LRANGE: reads(4, (keyspace, [key = "", start = "", end = ""]) => {
    const [from, to] = [parseInteger(start), parseInteger(end)];
    return slice(read(keyspace, key), from, to);
  }),
  LREM: writes(4, (keyspace, [key = "", count = "", item = ""]) => {
    const limit = parseInteger(count);
    const list = keyspace.get(key, LIST) ?? [];
    const places = [...list.keys()].filter((index) => list[index] === item);
    const removed = limit === 0 ? places : limit > 0 ? places.slice(0, limit) : places.slice(limit);
    for (const index of [...removed].reverse()) list.splice(index, 1);
    keyspace.dropEmpty(key);
    return removed.length;
  }),
  LSET: writes(4, (keyspace, [key = "", index = "", item = ""]) => {
    const list = keyspace.get(key, LIST);
    if (!list) throw new Error("ERR no such key");
    const given = parseInteger(index);
    const at = given < 0 ? list.length + given : given;
    if (at < 0 || at >= list.length) throw new Error("ERR index out of range");
    list[at] = item;
    return OK;
  }),
  LTRIM: writes(4, (keyspace, [key = "", start = "", end = ""]) => {
    const [from, to] = [parseInteger(start), parseInteger(end)];
    const list = keyspace.get(key, LIST) ?? [];
    const kept = slice(list, from, to);
    for (const [index, item] of kept.entries()) list[index] = item;
    list.length = kept.length;
    keyspace.dropEmpty(key);
    return OK;
  }),
  RPOP: popCommand("RIGHT"),
  RPOPLPUSH: writes(3, (keyspace, [from = "", to = ""]) => move(keyspace, [from, "RIGHT"], [to, "LEFT"])),
  RPUSH: writes(-3, (keyspace, [key = "", ...items]) => push(keyspace, [key, "RIGHT"], items)),
  RPUSHX: writes(-3, (keyspace, [key = "", ...items]) => pushExisting(keyspace, [key, "RIGHT"], items)),
} satisfies CommandTable;

function read(keyspace: Keyspace, key: string): readonly string[] {
  return keyspace.get(key, LIST) ?? [];
}

/** Both ends included; negative ones count from the end. */
export function slice<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const start = Math.max(0, from < 0 ? list.length + from : from);
  const end = to < 0 ? list.length + to : to;
  return end < start ? [] : list.slice(start, end + 1);
}

function push(keyspace: Keyspace, [key, end]: readonly [string, End], items: readonly string[]): number {
  const list = keyspace.getOrMake(key, LIST);
  for (const item of items) {
    if (end === "LEFT") list.unshift(item);
    else list.push(item);
  }
  return list.length;
}

function pushExisting(keyspace: Keyspace, place: readonly [string, End], items: readonly string[]): number {
  return read(keyspace, place[0]).length === 0 ? 0 : push(keyspace, place, items);
}

function take(keyspace: Keyspace, [key, end]: readonly [string, End], count: number): readonly string[] {
  const list = keyspace.get(key, LIST) ?? [];
  const taken = end === "LEFT" ? list.splice(0, count) : list.splice(Math.max(0, list.length - count)).reverse();
  keyspace.dropEmpty(key);
  return taken;
}

function popCommand(end: End) {
  return writes(-2, (keyspace, [key = "", count, ...more]) => {
    const command = end === "LEFT" ? "lpop" : "rpop";
    if (more.length > 0) throw new Error(`ERR wrong number of arguments for '${command}' command`);
    const wanted = count === undefined ? null : parseCount(count, 0, NOT_POSITIVE);
    if (read(keyspace, key).length === 0) return null;
    return wanted === null ? (take(keyspace, [key, end], 1)[0] ?? null) : take(keyspace, [key, end], wanted);
  });
}

function move(keyspace: Keyspace, from: readonly [string, End], to: readonly [string, End]): string | null {
  if (read(keyspace, from[0]).length === 0) return null;
  read(keyspace, to[0]);
  const [item = ""] = take(keyspace, from, 1);
  push(keyspace, to, [item]);
  return item;
}
