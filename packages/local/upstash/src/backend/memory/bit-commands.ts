import { reads, writes, type CommandTable } from "./command.ts";
import { STRING, type Keyspace } from "./keyspace.ts";
import { parseInteger } from "./numbers.ts";
import { parseWord, syntaxError } from "./options.ts";
import { MAX_TEXT_BYTES } from "./string-commands.ts";
import { bytesOf, toText } from "./text.ts";

const NOT_A_BIT = "ERR bit is not an integer or out of range";

export const BIT_COMMANDS = {
  BITCOUNT: reads(-2, (keyspace, [key = "", start, end, unit, ...more]) => {
    const bytes = read(keyspace, key);
    if (bytes.length === 0) return 0;
    if (start === undefined) return countOnes(bytes, [0, bytes.length * 8 - 1]);
    if (end === undefined || more.length > 0) throw syntaxError();
    const range = bitRange(bytes, [parseInteger(start), parseInteger(end)], unit);
    return countOnes(bytes, range);
  }),
  BITOP: writes(-4, (keyspace, [operation, target = "", ...keys]) => {
    const name = parseWord(operation, ["AND", "OR", "XOR", "NOT"]);
    if (name === "NOT" && keys.length !== 1) throw new Error("ERR BITOP NOT must be called with a single source key.");
    const sources = keys.map((key) => read(keyspace, key));
    const result = Buffer.alloc(Math.max(...sources.map((bytes) => bytes.length)));
    for (let at = 0; at < result.length; at++) {
      const bytes = sources.map((source) => source[at] ?? 0);
      result[at] = name === "NOT" ? ~(bytes[0] ?? 0) : bytes.reduce(COMBINE[name]);
    }
    keyspace.delete(target);
    if (result.length > 0) keyspace.put(target, toText(result));
    return result.length;
  }),
  BITPOS: reads(-3, (keyspace, [key = "", bit = "", start, end, unit, ...more]) => {
    if (bit !== "0" && bit !== "1") {
      parseInteger(bit);
      throw new Error("ERR The bit argument must be 1 or 0.");
    }
    const bytes = read(keyspace, key);
    if (bytes.length === 0) return bit === "1" || keyspace.has(key) ? -1 : 0;
    if (more.length > 0) throw syntaxError();
    const range = bitRange(bytes, [parseInteger(start ?? "0"), parseInteger(end ?? "-1")], unit);
    for (let at = range[0]; at <= range[1]; at++) if (bitAt(bytes, at) === Number(bit)) return at;
    // A text counts as followed by zeros, unless its end was given.
    return bit === "0" && end === undefined && range[0] <= range[1] ? bytes.length * 8 : -1;
  }),
  GETBIT: reads(3, (keyspace, [key = "", offset = ""]) => {
    const at = readOffset(offset);
    return bitAt(read(keyspace, key), at);
  }),
  SETBIT: writes(4, (keyspace, [key = "", offset = "", bit = ""]) => {
    const at = readOffset(offset);
    if (bit !== "0" && bit !== "1") throw new Error(NOT_A_BIT);
    const old = read(keyspace, key);
    const bytes = Buffer.alloc(Math.max(old.length, (at >> 3) + 1));
    old.copy(bytes);
    const mask = 0x80 >> (at & 7);
    bytes[at >> 3] = bit === "1" ? (bytes[at >> 3] ?? 0) | mask : (bytes[at >> 3] ?? 0) & ~mask;
    keyspace.putText(key, toText(bytes));
    return bitAt(old, at);
  }),
} satisfies CommandTable;

const COMBINE = {
  AND: (a: number, b: number) => a & b,
  OR: (a: number, b: number) => a | b,
  XOR: (a: number, b: number) => a ^ b,
};

function read(keyspace: Keyspace, key: string): Buffer {
  return bytesOf(keyspace.get(key, STRING) ?? "");
}

function readOffset(text: string): number {
  const error = "ERR bit offset is not an integer or out of range";
  const offset = parseInteger(text, error);
  if (offset < 0 || offset >= MAX_TEXT_BYTES * 8) throw new Error(error);
  return offset;
}

function bitAt(bytes: Buffer, at: number): number {
  return ((bytes[Math.floor(at / 8)] ?? 0) >> (7 - (at % 8))) & 1;
}

function bitRange(
  bytes: Buffer,
  [from, to]: readonly [number, number],
  unit: string | undefined,
): readonly [number, number] {
  const isBits = unit !== undefined && parseWord(unit, ["BYTE", "BIT"]) === "BIT";
  const size = isBits ? bytes.length * 8 : bytes.length;
  const start = Math.max(0, from < 0 ? size + from : from);
  const end = Math.min(size - 1, Math.max(0, to < 0 ? size + to : to));
  if (from < 0 && to < 0 && from > to) return [0, -1];
  return isBits ? [start, end] : [start * 8, end * 8 + 7];
}

function countOnes(bytes: Buffer, [from, to]: readonly [number, number]): number {
  let count = 0;
  for (let at = from; at <= to; at++) count += bitAt(bytes, at);
  return count;
}
