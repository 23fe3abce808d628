import type { QueryCache } from "../reactive/query-cache.ts";
import type { QueryResult } from "../reactive/query-result.ts";
import { CommitHistory } from "../reactive/commit-history.ts";
import { FunctionError } from "../runtime/function-error.ts";
import type { Catalog } from "../store/catalog.ts";
import type { CommitQueue } from "../store/commit-queue.ts";
import type { WriteSet } from "../store/transaction.ts";
import type { QueryAnswer } from "../isolate/isolate-message.ts";
import type { IsolatePool } from "../isolate/isolate-pool.ts";
import type { ResolvedFunction } from "./function-address.ts";
import type { FunctionLog } from "./function-log.ts";
import { checkArguments } from "./invoke-function.ts";
import { newRequestId } from "./request-id.ts";
import type { QueryRunRequest } from "./run-request.ts";

interface AnswersHost {
  readonly cache: QueryCache;
  readonly catalog: Catalog;
  readonly functionLog: FunctionLog;
  readonly isolates: Pick<IsolatePool, "run">;
  readonly queue: Pick<CommitQueue, "durable">;
}

/** Answers queries from the cache or from an isolate; equal queries at the same time run once. */
export class QueryAnswers {
  readonly #host: AnswersHost;
  readonly #history = new CommitHistory();
  readonly #running = new Map<string, Promise<QueryResult>>();
  /** Functions that read the caller's identity: their results are not shared between identities. */
  readonly #personal = new Set<string>();

  constructor(host: AnswersHost) {
    this.#host = host;
  }

  onCommit(timestampNs: bigint, writes: WriteSet): void {
    this.#history.record(timestampNs, writes);
  }

  async answer(resolved: ResolvedFunction, request: QueryRunRequest): Promise<QueryResult> {
    const { component, spec } = resolved;
    const { cache } = this.#host;
    const argsJson = JSON.stringify(request.args);
    checkArguments(this.#host.catalog, component, { spec, args: request.args, argsJson });
    const name = `${component.path}\0${spec.path}`;
    const shared = `${name}\0${argsJson}\0${request.journal ?? ""}`;
    const personal = `${shared}\0${JSON.stringify(request.caller.identity)}`;
    const cached = (): QueryResult | undefined => cache.find(shared) ?? cache.find(personal);
    const key = (): string => (this.#personal.has(name) ? personal : shared);
    const known = cached();
    if (known) return known;
    // A run that began before this call may have missed a commit that the caller already knows.
    const joined = await this.#running.get(key());
    if (joined) {
      const answered = cached();
      if (answered) return answered;
    }
    for (;;) {
      const asked = key();
      const running = this.#running.get(asked);
      if (!running) return this.#run(request, { name, shared, personal, asked });
      const result = await running;
      if (asked === personal || !this.#personal.has(name)) return result;
    }
  }

  #run(
    request: QueryRunRequest,
    keys: { name: string; shared: string; personal: string; asked: string },
  ): Promise<QueryResult> {
    const running = this.#runOnce(request, keys).finally(() => this.#running.delete(keys.asked));
    this.#running.set(keys.asked, running);
    return running;
  }

  async #runOnce(
    request: QueryRunRequest,
    keys: { name: string; shared: string; personal: string },
  ): Promise<QueryResult> {
    const { cache, functionLog, isolates, queue } = this.#host;
    const { generation } = cache;
    const release = this.#history.hold();
    const startedMs = Date.now();
    try {
      const answer = await isolates.run(request);
      // It may have read a commit that is not on disk yet.
      await queue.durable();
      const { outcome, logLines } = answer;
      const error = outcome.ok ? null : outcome.message;
      const { componentPath, path } = request.target;
      const requestId = newRequestId();
      functionLog.add({ kind: "query", componentPath, path, requestId, logLines, startedMs, error, usage: null });
      if (answer.observedIdentity) this.#personal.add(keys.name);
      const result = resultOf(answer);
      result.valid = generation === cache.generation && !this.#history.hasChanged(result.reads, answer.timestampNs);
      if (result.valid) cache.put(answer.observedIdentity ? keys.personal : keys.shared, result);
      return result;
    } finally {
      release();
    }
  }
}

function resultOf({ outcome, logLines, journal, reads }: QueryAnswer): QueryResult {
  return {
    valid: true,
    outcome: outcome.ok ? outcome : { ok: false, error: new FunctionError(outcome.message, outcome.data) },
    logLines,
    journal,
    reads,
    watchers: new Set(),
  };
}
