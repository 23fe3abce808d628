import { SortedSet } from "./sorted-set.ts";
import { Stream } from "./stream.ts";

type Value = string | Map<string, string> | string[] | Set<string> | SortedSet | Stream;

interface Kind<V extends Value> {
  /** What TYPE answers. */
  readonly name: string;
  is(value: Value): value is V;
  make(): V;
}

export const STRING: Kind<string> = { name: "string", is: (value) => typeof value === "string", make: () => "" };
export const HASH: Kind<Map<string, string>> = {
  name: "hash",
  is: (value) => value instanceof Map,
  make: () => new Map(),
};
export const LIST: Kind<string[]> = { name: "list", is: (value) => Array.isArray(value), make: () => [] };
export const SET: Kind<Set<string>> = { name: "set", is: (value) => value instanceof Set, make: () => new Set() };
export const SORTED_SET: Kind<SortedSet> = {
  name: "zset",
  is: (value) => value instanceof SortedSet,
  make: () => new SortedSet(),
};
export const STREAM: Kind<Stream> = {
  name: "stream",
  is: (value) => value instanceof Stream,
  make: () => new Stream(),
};
const KINDS = [STRING, HASH, LIST, SET, SORTED_SET, STREAM];

interface Entry {
  value: Value;
  /** Infinity when it never expires. */
  expiresAtMs: number;
}

/** All keys with their values and expiry times. */
export class Keyspace {
  /** The time of the running command, which a script keeps until it ends. */
  nowMs = Date.now();
  readonly #entries = new Map<string, Entry>();
  #sweep = this.#entries.entries();

  /** Begins a command: sets its time, and looks at one more key, so that keys nobody reads also expire. */
  begin(): void {
    this.nowMs = Date.now();
    const next = this.#sweep.next();
    if (next.done) this.#sweep = this.#entries.entries();
    else this.#find(next.value[0]);
  }

  #find(key: string): Entry | undefined {
    const entry = this.#entries.get(key);
    if (!entry || this.nowMs <= entry.expiresAtMs) return entry;
    this.#entries.delete(key);
    return undefined;
  }

  has(key: string): boolean {
    return this.#find(key) !== undefined;
  }

  /** Throws Redis's error when the key has a value of another kind. */
  get<V extends Value>(key: string, kind: Kind<V>): V | undefined {
    const value = this.#find(key)?.value;
    if (value === undefined || kind.is(value)) return value;
    throw new Error("WRONGTYPE Operation against a key holding the wrong kind of value");
  }

  /** The value to change in place; call `dropEmpty` after taking something out of it. */
  getOrMake<V extends Value>(key: string, kind: Kind<V>): V {
    const found = this.get(key, kind);
    if (found !== undefined) return found;
    const made = kind.make();
    this.put(key, made);
    return made;
  }

  /** Replaces the value, whatever it was; it never expires unless a time is given. */
  put(key: string, value: Value, expiresAtMs = Infinity): void {
    this.#entries.set(key, { value, expiresAtMs });
  }

  /** Replaces a text and keeps its expiry. */
  putText(key: string, text: string): void {
    this.put(key, text, this.expiresAtMs(key));
  }

  /** Stores the result of a command like SINTERSTORE: an empty one deletes the key. */
  store(key: string, value: Exclude<Value, string | Stream>): number {
    this.delete(key);
    const size = sizeOf(value);
    if (size > 0) this.put(key, value);
    return size;
  }

  /** As in Redis, no key holds an empty list, hash or set. */
  dropEmpty(key: string): void {
    const value = this.#find(key)?.value;
    if (value !== undefined && typeof value !== "string" && !(value instanceof Stream) && sizeOf(value) === 0)
      this.#entries.delete(key);
  }

  delete(key: string): boolean {
    return this.has(key) && this.#entries.delete(key);
  }

  rename(from: string, to: string): void {
    const entry = this.#find(from);
    if (!entry) throw new Error("ERR no such key");
    this.#entries.delete(from);
    this.#entries.set(to, entry);
  }

  copy(from: string, to: string): void {
    const entry = this.#find(from);
    if (entry) this.#entries.set(to, { ...entry, value: copyOf(entry.value) });
  }

  /** Infinity for a key that never expires or does not exist. */
  expiresAtMs(key: string): number {
    return this.#find(key)?.expiresAtMs ?? Infinity;
  }

  /** A time that has passed deletes the key. */
  expireAt(key: string, expiresAtMs: number): void {
    const entry = this.#find(key);
    if (entry) entry.expiresAtMs = expiresAtMs;
    if (expiresAtMs <= this.nowMs) this.#entries.delete(key);
  }

  typeName(key: string): string {
    const value = this.#find(key)?.value;
    return value === undefined ? "none" : (KINDS.find((kind) => kind.is(value))?.name ?? "none");
  }

  keys(): readonly string[] {
    return [...this.#entries.keys()].filter((key) => this.has(key));
  }

  clear(): void {
    this.#entries.clear();
  }
}

function sizeOf(value: Exclude<Value, string | Stream>): number {
  return Array.isArray(value) ? value.length : value.size;
}

function copyOf(value: Value): Value {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return [...value];
  if (value instanceof Map) return new Map(value);
  return value instanceof Set ? new Set(value) : value.copy();
}
