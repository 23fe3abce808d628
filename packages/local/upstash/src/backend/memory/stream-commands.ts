import type { Reply } from "../backend.ts";
import { reads, writes, type CommandTable } from "./command.ts";
import { STREAM, type Keyspace } from "./keyspace.ts";
import { parseCount, parseInteger } from "./numbers.ts";
import { parseLeadingOptions, parseOptions, syntaxError } from "./options.ts";
import {
  compareIds,
  FIRST_ID,
  formatId,
  MAX_PART,
  nextId,
  parseId,
  type Stream,
  type StreamEntry,
  type StreamId,
} from "./stream.ts";

/** Redis frees entries by whole nodes of this many when it may trim roughly (`~`). */
const NODE_ENTRIES = 100;

/** Streams without consumer groups. */
export const STREAM_COMMANDS = {
  XADD: writes(-5, (keyspace, [key = "", ...args]) => {
    const { isMade, trim, rest } = readAdd(args);
    const [id = "", ...fields] = rest;
    if (fields.length === 0 || fields.length % 2 !== 0)
      throw new Error("ERR wrong number of arguments for 'xadd' command");
    const lastId = keyspace.get(key, STREAM)?.lastId ?? FIRST_ID;
    const wanted = id === "*" ? null : readNewId(id, lastId);
    if (wanted && compareIds(wanted, FIRST_ID) === 0)
      throw new Error("ERR The ID specified in XADD must be greater than 0-0");
    if (!keyspace.has(key) && !isMade) return null;
    const next = wanted ?? newestOf({ ms: BigInt(keyspace.nowMs), sequence: 0n }, nextId(lastId));
    if (compareIds(next, lastId) <= 0)
      throw new Error("ERR The ID specified in XADD is equal or smaller than the target stream top item");
    const stream = keyspace.getOrMake(key, STREAM);
    stream.append({ id: next, fields });
    trim?.(stream);
    return formatId(next);
  }),
  XDEL: writes(-3, (keyspace, [key = "", ...ids]) => {
    const entries = keyspace.get(key, STREAM)?.entries;
    if (!entries) return 0;
    const wanted = ids.map((id) => parseId(id, 0n));
    return wanted.filter((id) => {
      const at = entries.findIndex((entry) => compareIds(entry.id, id) === 0);
      return at !== -1 && entries.splice(at, 1).length > 0;
    }).length;
  }),
  XLEN: reads(2, (keyspace, [key = ""]) => keyspace.get(key, STREAM)?.entries.length ?? 0),
  XRANGE: reads(-4, (keyspace, [key = "", start = "", end = "", ...words]) =>
    range(keyspace, [key, start, end], { words, isBackwards: false }),
  ),
  XREAD: reads(-4, (keyspace, args) => {
    const { options, rest } = parseLeadingOptions(args, { COUNT: 1 });
    if (rest[0]?.toUpperCase() !== "STREAMS") throw syntaxError();
    const names = rest.slice(1);
    if (names.length === 0 || names.length % 2 !== 0)
      throw new Error("ERR Unbalanced XREAD list of streams: for each stream key an ID or '$' must be specified.");
    const keys = names.slice(0, names.length / 2);
    const count = Math.max(0, parseInteger(options.COUNT?.[0] ?? "0"));
    const found = keys.flatMap((key, index) => {
      const stream = keyspace.get(key, STREAM);
      const after = names[keys.length + index] ?? "";
      const id = after === "$" ? (stream?.lastId ?? FIRST_ID) : parseId(after, 0n);
      const entries = (stream?.entries ?? []).filter((entry) => compareIds(entry.id, id) > 0);
      return entries.length === 0 ? [] : [[key, entries.slice(0, count || undefined).map(entryReply)]];
    });
    return found.length === 0 ? null : found;
  }),
  XREVRANGE: reads(-4, (keyspace, [key = "", end = "", start = "", ...words]) =>
    range(keyspace, [key, start, end], { words, isBackwards: true }),
  ),
  XTRIM: writes(-4, (keyspace, [key = "", ...args]) => {
    const { trim, rest } = readTrim(args);
    if (!trim || rest.length > 0) throw syntaxError();
    const stream = keyspace.get(key, STREAM);
    return stream ? trim(stream) : 0;
  }),
} satisfies CommandTable;

function entryReply({ id, fields }: StreamEntry): Reply {
  return [formatId(id), fields];
}

function newestOf(a: StreamId, b: StreamId): StreamId {
  return compareIds(a, b) < 0 ? b : a;
}

/** An id that a client chose, which may leave the second part to the server: `1700000000000-*`. */
function readNewId(text: string, lastId: StreamId): StreamId {
  if (!text.endsWith("-*")) return parseId(text, 0n);
  const { ms } = parseId(text.slice(0, -2), 0n);
  return { ms, sequence: ms === lastId.ms ? lastId.sequence + 1n : 0n };
}

function range(
  keyspace: Keyspace,
  [key, start, end]: readonly [string, string, string],
  { words, isBackwards }: { readonly words: readonly string[]; readonly isBackwards: boolean },
): Reply {
  const [low, high] = [readBound(start, 0n), readBound(end, MAX_PART)];
  const { COUNT } = parseOptions(words, { COUNT: 1 });
  const count = COUNT ? Math.max(0, parseInteger(COUNT[0] ?? "")) : null;
  const stream = keyspace.get(key, STREAM);
  if (!stream) return [];
  const entries = stream.entries.filter(
    ({ id }) =>
      compareIds(id, low.id) >= (low.isExclusive ? 1 : 0) && compareIds(id, high.id) <= (high.isExclusive ? -1 : 0),
  );
  if (count === 0) return null;
  return (isBackwards ? entries.toReversed() : entries).slice(0, count ?? undefined).map(entryReply);
}

function readBound(text: string, missing: bigint): { readonly id: StreamId; readonly isExclusive: boolean } {
  if (text === "-") return { id: FIRST_ID, isExclusive: false };
  if (text === "+") return { id: { ms: MAX_PART, sequence: MAX_PART }, isExclusive: false };
  const isExclusive = text.startsWith("(");
  return { id: parseId(isExclusive ? text.slice(1) : text, missing), isExclusive };
}

type Trim = (stream: Stream) => number;

function readAdd(args: readonly string[]): {
  readonly isMade: boolean;
  readonly trim: Trim | null;
  readonly rest: readonly string[];
} {
  const before = parseLeadingOptions(args, { NOMKSTREAM: 0 });
  const { trim, rest } = readTrim(before.rest);
  const after = parseLeadingOptions(rest, { NOMKSTREAM: 0 });
  return { isMade: !before.options.NOMKSTREAM && !after.options.NOMKSTREAM, trim, rest: after.rest };
}

/** Reads `MAXLEN|MINID [=|~] threshold [LIMIT count]`. The function returns how many entries it removed. */
function readTrim(args: readonly string[]): { readonly trim: Trim | null; readonly rest: readonly string[] } {
  const word = args[0]?.toUpperCase();
  if (word !== "MAXLEN" && word !== "MINID") return { trim: null, rest: args };
  const isRough = args[1] === "~";
  const [threshold, ...after] = args.slice(isRough || args[1] === "=" ? 2 : 1);
  if (threshold === undefined) throw syntaxError();
  const { options, rest } = parseLeadingOptions(after, { LIMIT: 1 });
  if (options.LIMIT && !isRough) throw new Error("ERR syntax error, LIMIT cannot be used without the special ~ option");
  const limit = parseCount(options.LIMIT?.[0] ?? "0", 0, "ERR The LIMIT argument must be >= 0.") || Infinity;
  const surplusOf = word === "MAXLEN" ? beyondLength(threshold) : beforeId(threshold);
  return {
    rest,
    trim(stream) {
      const surplus = surplusOf(stream);
      const whole = isRough ? Math.min(Math.floor(surplus / NODE_ENTRIES) * NODE_ENTRIES, limit) : surplus;
      return stream.entries.splice(0, whole).length;
    },
  };
}

function beyondLength(text: string): (stream: Stream) => number {
  const length = parseInteger(text);
  if (length < 0) throw new Error("ERR The MAXLEN argument must be >= 0.");
  return ({ entries }) => Math.max(0, entries.length - length);
}

function beforeId(text: string): (stream: Stream) => number {
  const id = parseId(text, 0n);
  return ({ entries }) => entries.filter((entry) => compareIds(entry.id, id) < 0).length;
}
