import { OK, reads, writes, type CommandTable } from "./command.ts";
import { EXPIRY_OPTIONS, readExpiry } from "./expiry.ts";
import { STRING, type Keyspace } from "./keyspace.ts";
import { addDecimals, parseBigInteger, parseFloat64, parseInteger, within64Bits } from "./numbers.ts";
import { parseOptions } from "./options.ts";
import { byteLength, bytesOf, toText } from "./text.ts";

const EXPIRY_NAMES = ["EX", "PX", "EXAT", "PXAT"] as const;
/** Redis's own limit on the length of a text. */
export const MAX_TEXT_BYTES = 512 * 1024 * 1024;

export const STRING_COMMANDS = {
  APPEND: writes(3, (keyspace, [key = "", more = ""]) => {
    const text = toText(Buffer.concat([bytesOf(keyspace.get(key, STRING) ?? ""), bytesOf(more)]));
    keyspace.putText(key, text);
    return byteLength(text);
  }),
  DECR: writes(2, (keyspace, [key = ""]) => increment(keyspace, key, -1n)),
  DECRBY: writes(3, (keyspace, [key = "", by = ""]) => {
    const decrement = parseBigInteger(by);
    if (decrement === -(2n ** 63n)) throw new Error("ERR decrement would overflow");
    return increment(keyspace, key, -decrement);
  }),
  GET: reads(2, (keyspace, [key = ""]) => keyspace.get(key, STRING) ?? null),
  GETDEL: writes(2, (keyspace, [key = ""]) => {
    const text = keyspace.get(key, STRING) ?? null;
    keyspace.delete(key);
    return text;
  }),
  GETEX: writes(-2, (keyspace, [key = "", ...words]) => {
    const options = parseOptions(words, { ...EXPIRY_OPTIONS, PERSIST: 0 }, [[...EXPIRY_NAMES, "PERSIST"]]);
    const text = keyspace.get(key, STRING);
    if (text === undefined) return null;
    const expiresAtMs = options.PERSIST ? Infinity : readExpiry(options, { nowMs: keyspace.nowMs, command: "getex" });
    if (expiresAtMs !== null) keyspace.expireAt(key, expiresAtMs);
    return text;
  }),
  GETRANGE: reads(4, getRange),
  GETSET: writes(3, (keyspace, [key = "", value = ""]) => {
    const text = keyspace.get(key, STRING) ?? null;
    keyspace.put(key, value);
    return text;
  }),
  INCR: writes(2, (keyspace, [key = ""]) => increment(keyspace, key, 1n)),
  INCRBY: writes(3, (keyspace, [key = "", by = ""]) => increment(keyspace, key, parseBigInteger(by))),
  INCRBYFLOAT: writes(3, (keyspace, [key = "", by = ""]) => {
    const text = keyspace.get(key, STRING) ?? "0";
    parseFloat64(text);
    parseFloat64(by);
    const sum = addDecimals(text, by);
    keyspace.putText(key, sum);
    return sum;
  }),
  MGET: reads(-2, (keyspace, keys) =>
    keys.map((key) => (keyspace.typeName(key) === STRING.name ? (keyspace.get(key, STRING) ?? null) : null)),
  ),
  MSET: writes(-3, (keyspace, args) => {
    for (const [key, value] of pairsOf(args, "mset")) keyspace.put(key, value);
    return OK;
  }),
  MSETNX: writes(-3, (keyspace, args) => {
    const pairs = pairsOf(args, "msetnx");
    if (pairs.some(([key]) => keyspace.has(key))) return 0;
    for (const [key, value] of pairs) keyspace.put(key, value);
    return 1;
  }),
  PSETEX: writes(4, (keyspace, [key = "", time = "", value = ""]) => {
    keyspace.put(key, value, readExpiry({ PX: [time] }, { nowMs: keyspace.nowMs, command: "psetex" }) ?? Infinity);
    return OK;
  }),
  SET: writes(-3, (keyspace, [key = "", value = "", ...words]) => {
    const grammar = { ...EXPIRY_OPTIONS, NX: 0, XX: 0, GET: 0, KEEPTTL: 0 };
    const options = parseOptions(words, grammar, [
      ["NX", "XX"],
      [...EXPIRY_NAMES, "KEEPTTL"],
    ]);
    const expiresAtMs = readExpiry(options, { nowMs: keyspace.nowMs, command: "set" });
    const old = options.GET ? (keyspace.get(key, STRING) ?? null) : null;
    const exists = keyspace.has(key);
    if ((options.NX && exists) || (options.XX && !exists)) return old;
    keyspace.put(key, value, expiresAtMs ?? (options.KEEPTTL ? keyspace.expiresAtMs(key) : Infinity));
    return options.GET ? old : OK;
  }),
  SETEX: writes(4, (keyspace, [key = "", time = "", value = ""]) => {
    keyspace.put(key, value, readExpiry({ EX: [time] }, { nowMs: keyspace.nowMs, command: "setex" }) ?? Infinity);
    return OK;
  }),
  SETNX: writes(3, (keyspace, [key = "", value = ""]) => {
    if (keyspace.has(key)) return 0;
    keyspace.put(key, value);
    return 1;
  }),
  SETRANGE: writes(4, (keyspace, [key = "", start = "", text = ""]) => {
    const offset = parseInteger(start);
    if (offset < 0) throw new Error("ERR offset is out of range");
    const old = bytesOf(keyspace.get(key, STRING) ?? "");
    const added = bytesOf(text);
    if (added.length === 0) return old.length;
    if (offset + added.length > MAX_TEXT_BYTES)
      throw new Error("ERR string exceeds maximum allowed size (proto-max-bulk-len)");
    const bytes = Buffer.alloc(Math.max(old.length, offset + added.length));
    old.copy(bytes);
    added.copy(bytes, offset);
    keyspace.putText(key, toText(bytes));
    return bytes.length;
  }),
  STRLEN: reads(2, (keyspace, [key = ""]) => byteLength(keyspace.get(key, STRING) ?? "")),
  SUBSTR: reads(4, getRange),
} satisfies CommandTable;

function increment(keyspace: Keyspace, key: string, by: bigint): number {
  const text = keyspace.get(key, STRING);
  const sum = within64Bits(parseBigInteger(text ?? "0") + by, "ERR increment or decrement would overflow");
  keyspace.putText(key, String(sum));
  return Number(sum);
}

function getRange(keyspace: Keyspace, [key = "", start = "", end = ""]: readonly string[]): string {
  const [from, to] = [parseInteger(start), parseInteger(end)];
  const bytes = bytesOf(keyspace.get(key, STRING) ?? "");
  if (from < 0 && to < 0 && from > to) return "";
  const at = (index: number): number => Math.max(0, index < 0 ? bytes.length + index : index);
  return toText(bytes.subarray(at(from), at(to) + 1));
}

/** Names and values in turn. */
export function pairsOf(args: readonly string[], command: string): readonly (readonly [string, string])[] {
  if (args.length % 2 !== 0) throw new Error(`ERR wrong number of arguments for '${command}' command`);
  return Array.from({ length: args.length / 2 }, (_, index) => [args[index * 2] ?? "", args[index * 2 + 1] ?? ""]);
}
