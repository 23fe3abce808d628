import { OK, reads, Status, writes, type CommandTable } from "./command.ts";
import { timeOf } from "./expiry.ts";
import { globMatcher } from "./glob.ts";
import type { Keyspace } from "./keyspace.ts";
import { parseInteger } from "./numbers.ts";
import { parseOptions, parseWord } from "./options.ts";
import { readPage, SCAN_OPTIONS } from "./scan.ts";

export const KEY_COMMANDS = {
  COPY: writes(-3, (keyspace, [from = "", to = "", ...words]) => {
    const { DB, REPLACE } = parseOptions(words, { DB: 1, REPLACE: 0 });
    if (DB && parseInteger(DB[0] ?? "") !== 0) throw new Error("ERR DB index is out of range");
    if (from === to) throw new Error("ERR source and destination objects are the same");
    if (!keyspace.has(from) || (keyspace.has(to) && !REPLACE)) return 0;
    keyspace.copy(from, to);
    return 1;
  }),
  DBSIZE: reads(1, (keyspace) => keyspace.keys().length),
  DEL: writes(-2, deleteKeys),
  ECHO: reads(2, (_keyspace, [text = ""]) => text),
  EXISTS: reads(-2, (keyspace, keys) => keys.filter((key) => keyspace.has(key)).length),
  EXPIRE: expireCommand("expire", { unitMs: 1_000n, isRelative: true }),
  EXPIREAT: expireCommand("expireat", { unitMs: 1_000n, isRelative: false }),
  EXPIRETIME: reads(2, (keyspace, [key = ""]) => expiryReply(keyspace, key, (ms) => Math.floor((ms + 500) / 1_000))),
  FLUSHALL: writes(-1, flush),
  FLUSHDB: writes(-1, flush),
  KEYS: reads(2, (keyspace, [pattern = ""]) => keyspace.keys().filter(globMatcher(pattern))),
  PERSIST: writes(2, (keyspace, [key = ""]) => {
    if (keyspace.expiresAtMs(key) === Infinity) return 0;
    keyspace.expireAt(key, Infinity);
    return 1;
  }),
  PEXPIRE: expireCommand("pexpire", { unitMs: 1n, isRelative: true }),
  PEXPIREAT: expireCommand("pexpireat", { unitMs: 1n, isRelative: false }),
  PEXPIRETIME: reads(2, (keyspace, [key = ""]) => expiryReply(keyspace, key, (ms) => ms)),
  PING: reads(-1, (_keyspace, [text, ...more]) => {
    if (more.length > 0) throw new Error("ERR wrong number of arguments for 'ping' command");
    return text ?? new Status("PONG");
  }),
  PTTL: reads(2, (keyspace, [key = ""]) => expiryReply(keyspace, key, (ms) => ms - keyspace.nowMs)),
  RANDOMKEY: reads(1, (keyspace) => {
    const keys = keyspace.keys();
    return keys[Math.floor(Math.random() * keys.length)] ?? null;
  }),
  RENAME: writes(3, (keyspace, [from = "", to = ""]) => {
    keyspace.rename(from, to);
    return OK;
  }),
  RENAMENX: writes(3, (keyspace, [from = "", to = ""]) => {
    if (keyspace.has(from) && keyspace.has(to)) return 0;
    keyspace.rename(from, to);
    return 1;
  }),
  SCAN: reads(-2, (keyspace, args) => {
    const options = parseOptions(args.slice(1), { ...SCAN_OPTIONS, TYPE: 1 });
    const [cursor, keys] = readPage(keyspace.keys(), args, options);
    const type = options.TYPE?.[0]?.toLowerCase();
    return [cursor, type === undefined ? keys : keys.filter((key) => keyspace.typeName(key) === type)];
  }),
  TIME: reads(1, (keyspace) => [String(Math.floor(keyspace.nowMs / 1_000)), String((keyspace.nowMs % 1_000) * 1_000)]),
  TOUCH: reads(-2, (keyspace, keys) => keys.filter((key) => keyspace.has(key)).length),
  TTL: reads(2, (keyspace, [key = ""]) =>
    expiryReply(keyspace, key, (ms) => Math.floor((ms - keyspace.nowMs + 500) / 1_000)),
  ),
  TYPE: reads(2, (keyspace, [key = ""]) => new Status(keyspace.typeName(key))),
  UNLINK: writes(-2, deleteKeys),
} satisfies CommandTable;

function deleteKeys(keyspace: Keyspace, keys: readonly string[]): number {
  return keys.filter((key) => keyspace.delete(key)).length;
}

function flush(keyspace: Keyspace, [mode, ...more]: readonly string[]): Status {
  if (mode !== undefined) parseWord(more.length === 0 ? mode : undefined, ["ASYNC", "SYNC"]);
  keyspace.clear();
  return OK;
}

/** -2 for no key, -1 for one that never expires. */
function expiryReply(keyspace: Keyspace, key: string, answer: (expiresAtMs: number) => number): number {
  if (!keyspace.has(key)) return -2;
  const expiresAtMs = keyspace.expiresAtMs(key);
  return expiresAtMs === Infinity ? -1 : answer(expiresAtMs);
}

function expireCommand(command: string, form: { readonly unitMs: bigint; readonly isRelative: boolean }) {
  return writes(-3, (keyspace, [key = "", time = "", ...words]) => {
    const { NX, XX, GT, LT } = readConditions(words);
    const expiresAtMs = timeOf(time, { ...form, nowMs: keyspace.nowMs, command });
    if (!keyspace.has(key)) return 0;
    const current = keyspace.expiresAtMs(key);
    const isHeld =
      (NX && current !== Infinity) ||
      (XX && current === Infinity) ||
      (GT && expiresAtMs <= current) ||
      (LT && expiresAtMs >= current);
    if (isHeld) return 0;
    keyspace.expireAt(key, expiresAtMs);
    return 1;
  });
}

function readConditions(words: readonly string[]) {
  const grammar = { NX: 0, XX: 0, GT: 0, LT: 0 };
  const unknown = words.find((word) => !Object.hasOwn(grammar, word.toUpperCase()));
  if (unknown !== undefined) throw new Error(`ERR Unsupported option ${unknown}`);
  const options = parseOptions(words, grammar);
  if (options.NX && (options.XX || options.GT || options.LT))
    throw new Error("ERR NX and XX, GT or LT options at the same time are not compatible");
  if (options.GT && options.LT) throw new Error("ERR GT and LT options at the same time are not compatible");
  return options;
}
