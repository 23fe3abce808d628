import { reads, writes, type CommandTable } from "./command.ts";
import { SET, type Keyspace } from "./keyspace.ts";
import { parseCount, parseInteger } from "./numbers.ts";
import { parseOptions, syntaxError } from "./options.ts";
import { pick } from "./pick.ts";
import { readKeys } from "./read-keys.ts";
import { readPage } from "./scan.ts";

type Combine = (sets: readonly ReadonlySet<string>[]) => Set<string>;

const EMPTY: ReadonlySet<string> = new Set();

export const SET_COMMANDS = {
  SADD: writes(-3, (keyspace, [key = "", ...members]) => {
    const set = keyspace.getOrMake(key, SET);
    const before = set.size;
    for (const member of members) set.add(member);
    return set.size - before;
  }),
  SCARD: reads(2, (keyspace, [key = ""]) => read(keyspace, key).size),
  SDIFF: combineCommand(difference),
  SDIFFSTORE: storeCommand(difference),
  SINTER: combineCommand(intersection),
  SINTERCARD: reads(-3, (keyspace, args) => {
    const { keys, rest } = readKeys(args, "sintercard");
    const { LIMIT } = parseOptions(rest, { LIMIT: 1 });
    const limit = parseCount(LIMIT?.[0] ?? "0", 0, "ERR LIMIT can't be negative");
    const { size } = intersection(keys.map((key) => read(keyspace, key)));
    return limit === 0 ? size : Math.min(limit, size);
  }),
  SINTERSTORE: storeCommand(intersection),
  SISMEMBER: reads(3, (keyspace, [key = "", member = ""]) => (read(keyspace, key).has(member) ? 1 : 0)),
  SMEMBERS: reads(2, (keyspace, [key = ""]) => [...read(keyspace, key)]),
  SMISMEMBER: reads(-3, (keyspace, [key = "", ...members]) => {
    const set = read(keyspace, key);
    return members.map((member) => (set.has(member) ? 1 : 0));
  }),
  SMOVE: writes(4, (keyspace, [from = "", to = "", member = ""]) => {
    const source = keyspace.get(from, SET);
    if (!source) return 0;
    const target = read(keyspace, to);
    if (source === target) return source.has(member) ? 1 : 0;
    if (!source.delete(member)) return 0;
    keyspace.dropEmpty(from);
    keyspace.getOrMake(to, SET).add(member);
    return 1;
  }),
  SPOP: writes(-2, (keyspace, [key = "", count, ...more]) => {
    if (more.length > 0) throw syntaxError();
    const wanted = count === undefined ? 1 : parseCount(count, 0, "ERR value is out of range, must be positive");
    const set = keyspace.get(key, SET);
    const members = pick([...(set ?? [])], wanted);
    for (const member of members) set?.delete(member);
    keyspace.dropEmpty(key);
    return count === undefined ? (members[0] ?? null) : members;
  }),
  SRANDMEMBER: reads(-2, (keyspace, [key = "", count, ...more]) => {
    if (more.length > 0) throw syntaxError();
    const members = [...read(keyspace, key)];
    return count === undefined ? (pick(members, 1)[0] ?? null) : pick(members, parseInteger(count));
  }),
  SREM: writes(-3, (keyspace, [key = "", ...members]) => {
    const set = keyspace.get(key, SET);
    const count = members.filter((member) => set?.delete(member)).length;
    keyspace.dropEmpty(key);
    return count;
  }),
  SSCAN: reads(-3, (keyspace, [key = "", ...args]) => readPage([...read(keyspace, key)], args)),
  SUNION: combineCommand(union),
  SUNIONSTORE: storeCommand(union),
} satisfies CommandTable;

function read(keyspace: Keyspace, key: string): ReadonlySet<string> {
  return keyspace.get(key, SET) ?? EMPTY;
}

function combineCommand(combine: Combine) {
  return reads(-2, (keyspace, keys) => [...combine(keys.map((key) => read(keyspace, key)))]);
}

function storeCommand(combine: Combine) {
  return writes(-3, (keyspace, [target = "", ...keys]) =>
    keyspace.store(target, combine(keys.map((key) => read(keyspace, key)))),
  );
}

function union(sets: readonly ReadonlySet<string>[]): Set<string> {
  return new Set(sets.flatMap((set) => [...set]));
}

function intersection([first = EMPTY, ...others]: readonly ReadonlySet<string>[]): Set<string> {
  return new Set([...first].filter((member) => others.every((set) => set.has(member))));
}

function difference([first = EMPTY, ...others]: readonly ReadonlySet<string>[]): Set<string> {
  return new Set([...first].filter((member) => !others.some((set) => set.has(member))));
}
