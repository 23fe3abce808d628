import { OK, reads, writes, type CommandTable } from "./command.ts";
import { HASH, type Keyspace } from "./keyspace.ts";
import { addDecimals, parseBigInteger, parseFloat64, within64Bits } from "./numbers.ts";
import { pick, readPickCount } from "./pick.ts";
import { readPageOfCollection } from "./scan.ts";
import { pairsOf } from "./string-commands.ts";
import { byteLength } from "./text.ts";

const EMPTY: ReadonlyMap<string, string> = new Map();

export const HASH_COMMANDS = {
  HDEL: writes(-3, (keyspace, [key = "", ...fields]) => {
    const hash = keyspace.get(key, HASH);
    const count = fields.filter((field) => hash?.delete(field)).length;
    keyspace.dropEmpty(key);
    return count;
  }),
  HEXISTS: reads(3, (keyspace, [key = "", field = ""]) => (read(keyspace, key).has(field) ? 1 : 0)),
  HGET: reads(3, (keyspace, [key = "", field = ""]) => read(keyspace, key).get(field) ?? null),
  HGETALL: reads(2, (keyspace, [key = ""]) => [...read(keyspace, key)].flat()),
  HINCRBY: writes(4, (keyspace, [key = "", field = "", by = ""]) => {
    const increment = parseBigInteger(by);
    const old = parseBigInteger(read(keyspace, key).get(field) ?? "0", "ERR hash value is not an integer");
    const sum = within64Bits(old + increment, "ERR increment or decrement would overflow");
    keyspace.getOrMake(key, HASH).set(field, String(sum));
    return Number(sum);
  }),
  HINCRBYFLOAT: writes(4, (keyspace, [key = "", field = "", by = ""]) => {
    parseFloat64(by);
    const old = read(keyspace, key).get(field) ?? "0";
    parseFloat64(old, "ERR hash value is not a float");
    const sum = addDecimals(old, by);
    keyspace.getOrMake(key, HASH).set(field, sum);
    return sum;
  }),
  HKEYS: reads(2, (keyspace, [key = ""]) => [...read(keyspace, key).keys()]),
  HLEN: reads(2, (keyspace, [key = ""]) => read(keyspace, key).size),
  HMGET: reads(-3, (keyspace, [key = "", ...fields]) => {
    const hash = read(keyspace, key);
    return fields.map((field) => hash.get(field) ?? null);
  }),
  HMSET: writes(-4, (keyspace, args) => {
    setFields(keyspace, args, "hmset");
    return OK;
  }),
  HRANDFIELD: reads(-2, (keyspace, [key = "", count, ...words]) => {
    const hash = read(keyspace, key);
    if (count === undefined) return pick([...hash.keys()], -1)[0] ?? null;
    const wanted = readPickCount(count, words, "WITHVALUES");
    const fields = pick([...hash.keys()], wanted.count);
    return !wanted.isPaired ? fields : fields.flatMap((field) => [field, hash.get(field) ?? null]);
  }),
  HSCAN: reads(-3, (keyspace, [key = "", ...args]) => {
    const hash = read(keyspace, key);
    const [cursor, fields] = readPageOfCollection([...hash.keys()], args);
    return [cursor, fields.flatMap((field) => [field, hash.get(field) ?? null])];
  }),
  HSET: writes(-4, (keyspace, args) => setFields(keyspace, args, "hset")),
  HSETNX: writes(4, (keyspace, [key = "", field = "", value = ""]) => {
    if (read(keyspace, key).has(field)) return 0;
    keyspace.getOrMake(key, HASH).set(field, value);
    return 1;
  }),
  HSTRLEN: reads(3, (keyspace, [key = "", field = ""]) => byteLength(read(keyspace, key).get(field) ?? "")),
  HVALS: reads(2, (keyspace, [key = ""]) => [...read(keyspace, key).values()]),
} satisfies CommandTable;

function read(keyspace: Keyspace, key: string): ReadonlyMap<string, string> {
  return keyspace.get(key, HASH) ?? EMPTY;
}

/** Returns how many fields are new. */
function setFields(keyspace: Keyspace, [key = "", ...args]: readonly string[], command: string): number {
  const pairs = pairsOf(args, command);
  const hash = keyspace.getOrMake(key, HASH);
  const before = hash.size;
  for (const [field, value] of pairs) hash.set(field, value);
  return hash.size - before;
}
