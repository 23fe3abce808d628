import type { Engine } from "../engine/engine.ts";
import { canonicalPath } from "../engine/function-address.ts";
import { newRequestId } from "../engine/request-id.ts";
import { runSystemQuery } from "../push/system-queries.ts";
import type { QueryResult } from "../reactive/query-result.ts";
import { FunctionError } from "../runtime/function-error.ts";
import type { Caller } from "../runtime/identity.ts";
import type { QueryModification } from "./client-message.ts";
import { queryModification, type WatchedQuery } from "./watched-query.ts";

const maxQueries = 10_000;

/** The queries one client watches, and which of their results it has not been told yet. */
export class QuerySet {
  readonly #engine: Engine;
  readonly #queries = new Map<number, WatchedQuery>();
  #removed: number[] = [];

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** @throws Error when the client watches too much */
  modify(modifications: readonly QueryModification[]): void {
    for (const modification of modifications) {
      if (modification.type === "Remove") {
        this.#queries.delete(modification.queryId);
        this.#removed.push(modification.queryId);
        continue;
      }
      this.#queries.set(modification.queryId, {
        path: modification.udfPath,
        args: modification.args,
        componentPath: modification.componentPath,
        journal: modification.journal,
        result: null,
        lastSent: null,
      });
    }
    if (this.#queries.size > maxQueries) throw new Error("Too many queries on one connection");
  }

  /** The identity changed: no result may be shown again without asking anew. */
  forgetResults(): void {
    for (const query of this.#queries.values()) query.result = null;
  }

  watchesAny(stale: ReadonlySet<QueryResult>): boolean {
    for (const { result } of this.#queries.values()) {
      if (result && stale.has(result)) return true;
    }
    return false;
  }

  /**
   * Runs again what is stale, until every result is true at the same moment. Gives up with false as soon as
   * `current` says that the client meanwhile became someone else: these results would not be theirs.
   */
  async refresh(caller: Caller, current: () => boolean): Promise<boolean> {
    for (;;) {
      const stale = [...this.#queries.values()].filter(({ result }) => !result?.valid);
      if (stale.length === 0) return true;
      const results = await Promise.all(stale.map((query) => this.#run(query, caller)));
      if (!current()) return false;
      stale.forEach((query, position) => {
        const result = results[position];
        if (!result) return;
        query.result = result;
        query.journal = result.journal ?? query.journal;
      });
    }
  }

  /** Whether every result is still true right now. */
  get isCurrent(): boolean {
    for (const { result } of this.#queries.values()) if (!result?.valid) return false;
    return true;
  }

  /** What a transition must tell the client, as JSON texts; everything counts as told afterwards. */
  takeModifications(): string[] {
    const requestId = newRequestId();
    const modifications = this.#removed.map((queryId) => `{"type":"QueryRemoved","queryId":${queryId}}`);
    this.#removed = [];
    for (const [queryId, query] of this.#queries) {
      const modification = queryModification(queryId, query, requestId);
      if (modification !== null) modifications.push(modification);
    }
    return modifications;
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
