import type { Engine } from "../engine/engine.ts";
import { canonicalPath } from "../engine/function-address.ts";
import { newRequestId } from "../engine/request-id.ts";
import { runSystemQuery } from "../push/system-queries.ts";
import type { QueryResult } from "../reactive/query-result.ts";
import { FunctionError } from "../runtime/function-error.ts";
import type { Caller } from "../runtime/identity.ts";
import type { QueryModification } from "./client-message.ts";
import { queryModification, type WatchedQuery } from "./watched-query.ts";

const MAX_QUERIES = 10_000;

/**
 * The queries that one client watches, and which results must still be sent to it. The cost of a change depends on
 * the queries that it affects, not on how many the client watches.
 */
export class QuerySet {
  readonly #engine: Engine;
  readonly #onStale: () => void;
  readonly #queries = new Map<number, WatchedQuery>();
  /** Which queries show a result; equal queries of a client share one result. */
  readonly #showing = new Map<QueryResult, Set<WatchedQuery>>();
  /** Queries to run again, and queries whose result may differ from what the client has. */
  readonly #stale = new Set<WatchedQuery>();
  readonly #untold = new Set<WatchedQuery>();
  #removed: number[] = [];

  constructor(engine: Engine, onStale: () => void) {
    this.#engine = engine;
    this.#onStale = onStale;
  }

  /** @throws Error when the client watches too many queries */
  modify(modifications: readonly QueryModification[]): void {
    for (const modification of modifications) {
      const { queryId } = modification;
      const known = this.#queries.get(queryId);
      if (known) this.#remove(known);
      if (modification.type === "Remove") {
        this.#removed.push(queryId);
        continue;
      }
      const query: WatchedQuery = {
        queryId,
        path: modification.udfPath,
        args: modification.args,
        componentPath: modification.componentPath,
        journal: modification.journal,
        result: null,
        lastSent: null,
      };
      this.#queries.set(queryId, query);
      this.#stale.add(query);
    }
    if (this.#queries.size > MAX_QUERIES) throw new Error("Too many queries on one connection");
  }

  /** The identity changed: every query must run again before its result is sent. */
  forgetResults(): void {
    for (const query of this.#queries.values()) {
      this.#hide(query);
      this.#stale.add(query);
    }
  }

  /** The client is gone. */
  close(): void {
    for (const query of this.#queries.values()) this.#remove(query);
  }

  /**
   * Runs stale queries until all results belong to the same state. Returns false as soon as `current` reports that the
   * identity has changed: the results would belong to the old one.
   */
  async refresh(caller: Caller, current: () => boolean): Promise<boolean> {
    while (this.#stale.size > 0) {
      const stale = [...this.#stale];
      const results = await Promise.all(stale.map((query) => this.#run(query, caller)));
      if (!current()) return false;
      stale.forEach((query, position) => {
        const result = results[position];
        if (result && this.#queries.get(query.queryId) === query) this.#show(query, result);
      });
    }
    return true;
  }

  /** Whether every result is valid right now. */
  get isCurrent(): boolean {
    return this.#stale.size === 0;
  }

  /** The modifications of the next transition, as JSON; afterwards all of them count as sent. */
  takeModifications(): string[] {
    const requestId = newRequestId();
    const modifications = this.#removed.map((queryId) => `{"type":"QueryRemoved","queryId":${queryId}}`);
    this.#removed = [];
    for (const query of this.#untold) {
      const modification = queryModification(query, requestId);
      if (modification !== null) modifications.push(modification);
    }
    this.#untold.clear();
    return modifications;
  }

  #show(query: WatchedQuery, result: QueryResult): void {
    this.#hide(query);
    query.result = result;
    query.journal = result.journal ?? query.journal;
    this.#untold.add(query);
    // Its data changed while it ran and no invalidation will come, so it stays stale and runs again.
    if (!result.valid) return;
    this.#stale.delete(query);
    const showing = this.#showing.get(result);
    if (showing) {
      showing.add(query);
      return;
    }
    this.#showing.set(result, new Set([query]));
    this.#engine.cache.watch(result, this.#becomeStale);
  }

  readonly #becomeStale = (result: QueryResult): void => {
    for (const query of this.#showing.get(result) ?? []) this.#stale.add(query);
    this.#showing.delete(result);
    this.#onStale();
  };

  #hide(query: WatchedQuery): void {
    const { result } = query;
    query.result = null;
    const showing = result && this.#showing.get(result);
    if (!result || !showing) return;
    showing.delete(query);
    if (showing.size > 0) return;
    this.#showing.delete(result);
    this.#engine.cache.unwatch(result, this.#becomeStale);
  }

  #remove(query: WatchedQuery): void {
    this.#hide(query);
    this.#stale.delete(query);
    this.#untold.delete(query);
    this.#queries.delete(query.queryId);
  }

  async #run(query: WatchedQuery, caller: Caller): Promise<QueryResult> {
    const { path, args, componentPath, journal } = query;
    try {
      if (path.startsWith("_system/") && caller.mayCallInternal) {
        return await runSystemQuery(this.#engine, { path, args, componentPath });
      }
      const target = { componentPath, path: canonicalPath(path) };
      return await this.#engine.runner.runQuery({ target, args, caller, journal });
    } catch (error) {
      if (!(error instanceof FunctionError)) throw error;
      return this.#engine.cache.refusal(error);
    }
  }
}
