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
 * The queries one client watches, and which of their results it has not been told yet. A change costs what it
 * touches, however many queries the client watches.
 */
export class QuerySet {
  readonly #engine: Engine;
  readonly #onStale: () => void;
  readonly #queries = new Map<number, WatchedQuery>();
  /** Which queries show a result; equal queries of a client share one. */
  readonly #showing = new Map<QueryResult, Set<WatchedQuery>>();
  /** To be run, and to be compared with what the client was told. */
  readonly #stale = new Set<WatchedQuery>();
  readonly #untold = new Set<WatchedQuery>();
  #removed: number[] = [];

  constructor(engine: Engine, onStale: () => void) {
    this.#engine = engine;
    this.#onStale = onStale;
  }

  /** @throws Error when the client watches too much */
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

  /** The identity changed: no result may be shown again without asking anew. */
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
   * Runs again what is stale, until every result is true at the same moment. Gives up with false as soon as
   * `current` says that the client meanwhile became someone else: these results would not be theirs.
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

  /** Whether every result is still true right now. */
  get isCurrent(): boolean {
    return this.#stale.size === 0;
  }

  /** What a transition must tell the client, as JSON texts; everything counts as told afterwards. */
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
    // Written to while it was computed: nobody would be told, so it is asked for again.
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
