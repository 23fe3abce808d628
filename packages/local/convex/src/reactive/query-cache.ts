import type { FunctionError } from "../runtime/function-error.ts";
import type { WriteSet } from "../store/transaction.ts";
import type { QueryResult } from "./query-result.ts";
import { ReadTracker } from "./read-tracker.ts";

const MAX_IDLE_ENTRIES = 10_000;
/** Counts their keys, which hold the arguments, and their results. */
const MAX_IDLE_CHARS = 100_000_000;

/** Shared query results; dropped when anything that they read changes. */
export class QueryCache {
  readonly #results = new Map<string, QueryResult>();
  readonly #keys = new Map<QueryResult, string>();
  readonly #tracker = new ReadTracker<QueryResult>();
  /** Unwatched results, least recently used first: only these may be evicted while they are valid. */
  readonly #idle = new Set<QueryResult>();
  #idleChars = 0;
  #generation = 0;

  find(key: string): QueryResult | undefined {
    const result = this.#results.get(key);
    if (result && this.#leave(result)) this.#rest(result, key);
    return result;
  }

  put(key: string, result: QueryResult): void {
    const previous = this.#results.get(key);
    if (previous) this.#forget(new Set([previous]));
    this.#results.set(key, result);
    this.#keys.set(result, key);
    this.#tracker.track(result, result.reads);
    this.#rest(result, key);
    while (this.#idle.size > MAX_IDLE_ENTRIES || this.#idleChars > MAX_IDLE_CHARS) {
      const [oldest] = this.#idle;
      if (!oldest) break;
      this.#forget(new Set([oldest]));
    }
  }

  /** The result of a query that could not start; a push or a changed environment variable may fix it. */
  refusal(error: FunctionError): QueryResult {
    const key = `refused\0${error.message}`;
    const known = this.find(key);
    if (known) return known;
    const result: QueryResult = {
      valid: true,
      outcome: { ok: false, error },
      logLines: [],
      journal: null,
      reads: { ranges: [], documentIds: new Set() },
      watchers: new Set(),
    };
    this.put(key, result);
    return result;
  }

  /** Keeps the result until it is no longer valid, then calls `onStale`. */
  watch(result: QueryResult, onStale: (result: QueryResult) => void): void {
    result.watchers.add(onStale);
    this.#leave(result);
  }

  unwatch(result: QueryResult, onStale: (result: QueryResult) => void): void {
    result.watchers.delete(onStale);
    const key = this.#keys.get(result);
    if (result.watchers.size === 0 && key !== undefined && !this.#idle.has(result)) this.#rest(result, key);
  }

  invalidate(writes: WriteSet): void {
    if (this.#results.size === 0) return;
    this.#forget(this.#tracker.affectedBy(writes));
  }

  /** Changes whenever everything is invalidated, so that results of earlier runs are recognized as stale. */
  get generation(): number {
    return this.#generation;
  }

  /** Drops everything, after a push or a changed environment variable. */
  invalidateAll(): void {
    this.#generation++;
    this.#forget(new Set(this.#results.values()));
  }

  #forget(stale: ReadonlySet<QueryResult>): void {
    for (const result of stale) this.#drop(result);
    for (const result of stale) {
      for (const onStale of result.watchers) onStale(result);
    }
  }

  #rest(result: QueryResult, key: string): void {
    this.#idle.add(result);
    this.#idleChars += charsOf(result, key);
  }

  #leave(result: QueryResult): boolean {
    const wasIdle = this.#idle.delete(result);
    if (wasIdle) this.#idleChars -= charsOf(result, this.#keys.get(result) ?? "");
    return wasIdle;
  }

  #drop(result: QueryResult): void {
    result.valid = false;
    this.#leave(result);
    const key = this.#keys.get(result);
    if (key !== undefined && this.#results.get(key) === result) this.#results.delete(key);
    this.#keys.delete(result);
    this.#tracker.untrack(result, result.reads);
  }
}

function charsOf({ outcome }: QueryResult, key: string): number {
  return key.length + (outcome.ok ? outcome.json.length : 0);
}
