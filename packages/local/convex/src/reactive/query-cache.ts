import type { FunctionError } from "../runtime/function-error.ts";
import type { WriteSet } from "../store/transaction.ts";
import type { QueryResult } from "./query-result.ts";
import { ReadTracker } from "./read-tracker.ts";

const maxIdleEntries = 10_000;
/** Of their keys, which hold the arguments, and their results. */
const maxIdleChars = 100_000_000;

/** Shared results of queries, forgotten as soon as something they read changes. */
export class QueryCache {
  readonly #results = new Map<string, QueryResult>();
  readonly #keys = new Map<QueryResult, string>();
  readonly #tracker = new ReadTracker<QueryResult>();
  /** Results nobody watches, the longest unused first: the only ones that may be dropped while they are true. */
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
    while (this.#idle.size > maxIdleEntries || this.#idleChars > maxIdleChars) {
      const [oldest] = this.#idle;
      if (!oldest) break;
      this.#forget(new Set([oldest]));
    }
  }

  /** The result of a query that could not even start; a push or a change of the environment may mend it. */
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

  /** Calls `onStale` once the result is no longer true; keeps it until then. */
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

  /** Changes whenever everything is forgotten, so that what was asked before is known to be old. */
  get generation(): number {
    return this.#generation;
  }

  /** After a push or a change of the environment nothing is sure any more. */
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
