import type { DatabaseSync } from "node:sqlite";
import type { QueryAnswer } from "../isolate/isolate-message.ts";
import type { QueryResult } from "../reactive/query-result.ts";
import { FunctionContext } from "../runtime/function-context.ts";
import { FunctionError } from "../runtime/function-error.ts";
import type { FunctionKind } from "../runtime/function-kind.ts";
import type { Program } from "../runtime/program.ts";
import type { Catalog } from "../store/catalog.ts";
import type { CommitClock } from "../store/commit-clock.ts";
import type { CommitQueue } from "../store/commit-queue.ts";
import type { RequestLog } from "../store/request-log.ts";
import type { Transaction } from "../store/transaction.ts";
import { withDeadline } from "./deadline.ts";
import { callFingerprint, type ExecutionBoard } from "./execution-board.ts";
import { type ResolvedFunction, resolveFunction } from "./function-address.ts";
import type { FunctionLog, FunctionRun } from "./function-log.ts";
import type { QueryAnswers } from "./query-answers.ts";
import { newRequestId } from "./request-id.ts";
import type { QueryRunRequest, RunOutcome, RunRequest } from "./run-request.ts";
import { simulateConflict } from "./simulate-conflict.ts";
import { checkArguments, invokeFunction } from "./invoke-function.ts";

export interface RunnerLimits {
  readonly transactionMs: number;
  readonly actionMs: number;
  /** Share of mutation runs, 0 to 1, that hit a simulated conflict. */
  readonly conflictRate: number;
}

interface RunnerHost {
  readonly program: Program | null;
  readonly database: DatabaseSync;
  readonly catalog: Catalog;
  readonly clock: CommitClock;
  readonly queue: CommitQueue;
  readonly requestLog: RequestLog;
  readonly queries: QueryAnswers;
  readonly functionLog: FunctionLog;
  readonly board: ExecutionBoard;
  /** Calls that blocked the thread before an earlier restart. */
  readonly suspects: ReadonlySet<string>;
  readonly onFunctionError: (context: FunctionContext, error: FunctionError) => void;
}

/** The platform retries a mutation this many times before it gives up. */
const MAX_LOST_RUNS = 4;

interface Answer {
  readonly json: string;
  readonly logLines: readonly string[];
}

/** Runs functions: queries in isolates, mutations one at a time, actions in parallel. */
export class FunctionRunner {
  readonly #host: RunnerHost;
  readonly #limits: RunnerLimits;

  constructor(host: RunnerHost, limits: RunnerLimits) {
    this.#host = host;
    this.#limits = limits;
  }

  /** @throws FunctionError when the function fails or the deployment refuses the call */
  async run(request: RunRequest): Promise<RunOutcome> {
    const resolved = this.#resolve(request);
    const { kind } = resolved.spec;
    if (request.expect && request.expect !== kind) {
      throw new FunctionError(
        `Trying to execute ${request.target.path} as ${capitalized(request.expect)}, but it is defined as ${capitalized(kind)}.`,
      );
    }
    if (kind === "mutation") return this.#runMutation(resolved, request);
    if (kind === "action") return this.#runAction(resolved, request);
    const { target, args, caller } = request;
    const result = await this.#host.queries.answer(resolved, { target, args, caller, journal: null });
    if (!result.outcome.ok) throw withLogs(result.outcome.error, result.logLines);
    const timestampNs = this.#host.clock.latestNs;
    return { json: result.outcome.json, logLines: result.logLines, timestampNs };
  }

  /** Runs a query whose result the caller watches; a failure is a result too. */
  async runQuery(request: QueryRunRequest): Promise<QueryResult> {
    return this.#host.queries.answer(this.#resolveQuery(request), request);
  }

  /** Runs a query on the snapshot of `transaction`, in this process. */
  async executeQuery(request: QueryRunRequest, transaction: Transaction): Promise<QueryAnswer> {
    const resolved = this.#resolveQuery(request);
    const { component, spec } = resolved;
    const context = new FunctionContext({
      kind: "query",
      component,
      path: spec.path,
      caller: request.caller,
      requestId: newRequestId(),
      transaction,
      startCursor: cursorOf(request.journal),
    });
    const outcome = await this.#supervised(context, { resolved, argsJson: JSON.stringify(request.args) }).then(
      ({ json }) => ({ ok: true as const, json }),
      ({ message, data }: FunctionError) => ({ ok: false as const, message, data }),
    );
    return {
      outcome,
      logLines: context.logLines,
      journal: context.endCursor && JSON.stringify({ endCursor: context.endCursor }),
      reads: transaction.reads,
      observedIdentity: context.observedIdentity,
      timestampNs: transaction.timestampNs,
    };
  }

  #resolveQuery(request: QueryRunRequest): ResolvedFunction {
    const resolved = this.#resolve(request);
    if (resolved.spec.kind !== "query") {
      throw new FunctionError(
        `Trying to execute ${request.target.path} as Query, but it is defined as ${capitalized(resolved.spec.kind)}.`,
      );
    }
    return resolved;
  }

  #resolve(request: Pick<RunRequest, "target" | "caller">): ResolvedFunction {
    const resolved = resolveFunction(this.#host.program, request.target);
    // A component's functions are public to the app that uses it, not to clients.
    const isInternal = resolved.spec.visibility === "internal" || resolved.component.path !== "";
    if (isInternal && !request.caller.mayCallInternal) {
      throw new FunctionError(
        `Could not find public function for '${request.target.path.replace(/:default$/, "")}'. Did you forget to run \`npx convex dev\` or \`npx convex deploy\`?`,
      );
    }
    return resolved;
  }

  #runMutation(resolved: ResolvedFunction, request: RunRequest): Promise<RunOutcome> {
    const { component, spec } = resolved;
    const { requestLog, queue, catalog } = this.#host;
    const argsJson = JSON.stringify(request.args);
    checkArguments(catalog, component, { spec, args: request.args, argsJson });
    return queue.write(async (transaction) => {
      const repeated = request.dedupe && requestLog.find(request.dedupe);
      if (repeated) return { ...repeated, logLines: [] };
      const attempt = (writing: Transaction): Promise<Answer> => {
        const context = new FunctionContext({
          kind: "mutation",
          component,
          path: spec.path,
          caller: request.caller,
          requestId: request.requestId ?? newRequestId(),
          transaction: writing,
          jobId: request.jobId ?? null,
        });
        return this.#supervised(context, { resolved, argsJson });
      };
      for (let lost = 0; lost < MAX_LOST_RUNS && Math.random() < this.#limits.conflictRate; lost++) {
        await simulateConflict(this.#host, transaction, attempt);
      }
      const answer = await attempt(transaction);
      const { timestampNs } = transaction;
      if (request.dedupe) requestLog.record(request.dedupe, { json: answer.json, timestampNs });
      request.beforeCommit?.(transaction);
      return { ...answer, timestampNs };
    });
  }

  async #runAction(resolved: ResolvedFunction, request: RunRequest): Promise<RunOutcome> {
    const { component, spec } = resolved;
    const argsJson = JSON.stringify(request.args);
    checkArguments(this.#host.catalog, component, { spec, args: request.args, argsJson });
    const context = new FunctionContext({
      kind: "action",
      component,
      path: spec.path,
      caller: request.caller,
      requestId: request.requestId ?? newRequestId(),
      transaction: null,
      jobId: request.jobId ?? null,
    });
    const answer = await this.#supervised(context, { resolved, argsJson });
    return { ...answer, timestampNs: this.#host.clock.latestNs };
  }

  /** Runs a top-level function with its deadline, visible to the supervisor. */
  async #supervised(context: FunctionContext, call: { resolved: ResolvedFunction; argsJson: string }): Promise<Answer> {
    const { catalog, board, functionLog, suspects, onFunctionError } = this.#host;
    const { spec } = call.resolved;
    const startedMs = Date.now();
    let failed: string | null = null;
    const limitMs = context.transaction ? this.#limits.transactionMs : this.#limits.actionMs;
    const timedOut = (): FunctionError => {
      context.finished = true;
      return new FunctionError(`Function execution timed out (maximum duration: ${limitMs / 1000}s)`);
    };
    try {
      const fingerprint = callFingerprint(context.component.path, spec.path, call.argsJson);
      if (context.transaction && suspects.has(fingerprint)) {
        throw new FunctionError(
          "Function execution timed out: this call blocked the deployment before and was stopped",
        );
      }
      board.show(fingerprint);
      const running = invokeFunction(catalog, context, { spec, argsJson: call.argsJson });
      const json = await withDeadline(running, limitMs, timedOut);
      return { json, logLines: context.logLines };
    } catch (error) {
      const failure = withLogs(asFunctionError(error), context.logLines);
      onFunctionError(context, failure);
      failed = failure.message;
      throw failure;
    } finally {
      board.clear();
      const { component, kind, logLines, path, requestId } = context;
      const usage = context.transaction && usageOf(context.transaction);
      const run = { kind, componentPath: component.path, path, requestId, logLines, startedMs, usage };
      functionLog.add({ ...run, error: failed });
    }
  }
}

function usageOf({ usage }: Transaction): NonNullable<FunctionRun["usage"]> {
  return {
    documentsRead: usage.used("documentsRead"),
    bytesRead: usage.used("bytesRead"),
    bytesWritten: usage.used("bytesWritten"),
  };
}

function asFunctionError(error: unknown): FunctionError {
  return error instanceof FunctionError ? error : new FunctionError(String(error));
}

function withLogs(error: FunctionError, logLines: readonly string[]): FunctionError {
  error.logLines = [...logLines];
  return error;
}

function cursorOf(journal: string | null): string | null {
  if (journal === null) return null;
  try {
    const parsed: unknown = JSON.parse(journal);
    if (typeof parsed !== "object" || parsed === null || !("endCursor" in parsed)) return null;
    return typeof parsed.endCursor === "string" ? parsed.endCursor : null;
  } catch {
    return null;
  }
}

function capitalized(kind: FunctionKind): string {
  return kind.charAt(0).toUpperCase() + kind.slice(1);
}
