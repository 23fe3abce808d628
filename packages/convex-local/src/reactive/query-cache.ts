import type { FunctionError } from "../runtime/function-error.ts";
import type { WriteSet } from "../store/transaction.ts";
import type { QueryResult } from "./query-result.ts";
import { ReadTracker } from "./read-tracker.ts";

const maxEntries = 10_000;

/** Shared results of queries, forgotten as soon as something they read changes. */
export class QueryCache {
  readonly #results = new Map<string, QueryResult>();
  readonly #keys = new Map<QueryResult, string>();
  readonly #tracker = new ReadTracker<QueryResult>();
  #generation = 0;
  readonly #listeners = new Set<(stale: ReadonlySet<QueryResult>) => void>();

  find(key: string): QueryResult | undefined {
    const result = this.#results.get(key);
    if (!result) return undefined;
    // Moves it to the young end: the oldest unused entry is the first to go.
    this.#results.delete(key);
    this.#results.set(key, result);
    return result;
  }

  put(key: string, result: QueryResult): void {
    const previous = this.#results.get(key);
    if (previous) this.#drop(previous);
    this.#results.set(key, result);
    this.#keys.set(result, key);
    this.#tracker.track(result, result.reads);
    if (this.#results.size <= maxEntries) return;
    const oldest = this.#results.values().next().value;
    // A dropped result counts as stale: whoever still shows it must ask again to keep being told.
    if (oldest) this.#forget(new Set([oldest]));
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
    };
    this.put(key, result);
    return result;
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

  /** `listener` hears of every set of results that became stale. */
  onStale(listener: (stale: ReadonlySet<QueryResult>) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #forget(stale: ReadonlySet<QueryResult>): void {
    if (stale.size === 0) return;
    for (const result of stale) this.#drop(result);
    for (const listener of this.#listeners) listener(stale);
  }

  #drop(result: QueryResult): void {
    result.valid = false;
    const key = this.#keys.get(result);
    if (key !== undefined && this.#results.get(key) === result) this.#results.delete(key);
    this.#keys.delete(result);
    this.#tracker.untrack(result, result.reads);
  }
}
