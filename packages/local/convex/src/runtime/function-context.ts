import type { Transaction } from "../store/transaction.ts";
import type { ScannedRow } from "../store/index-scanner.ts";
import type { Component } from "./component.ts";
import type { FunctionKind } from "./function-kind.ts";
import type { Caller } from "./identity.ts";
import { seededRandom } from "./seeded-random.ts";
import { SyscallQueue } from "./syscall-queue.ts";

interface ContextOptions {
  readonly kind: FunctionKind;
  readonly component: Component;
  readonly path: string;
  readonly caller: Caller;
  readonly requestId: string;
  readonly transaction: Transaction | null;
  readonly parent?: FunctionContext;
  readonly jobId?: string | null;
  readonly startCursor?: string | null;
}

/** One running function: what its syscalls may access and what its environment provides. */
export class FunctionContext {
  readonly kind: FunctionKind;
  readonly component: Component;
  /** `module:export` */
  readonly path: string;
  readonly caller: Caller;
  readonly requestId: string;
  /** Null in actions, which have no transaction. */
  readonly transaction: Transaction | null;
  readonly root: FunctionContext;
  readonly depth: number;
  readonly jobId: string | null;
  readonly logLines: string[];
  /** Frozen time of queries and mutations; null in actions. */
  readonly frozenTimeMs: number | null;
  readonly random: () => number;
  readonly openQueries = new Map<number, Generator<ScannedRow, void, undefined>>();
  readonly syscalls = new SyscallQueue();
  nextQueryId = 0;
  /** Set on the root: results of a query that never read the caller's identity are shared between callers. */
  observedIdentity = false;
  hasPaginated = false;
  /** Where the page of this query ended in the last run, so that this run ends there too. */
  readonly previousEndCursor: string | null;
  endCursor: string | null = null;
  /** Set when the function is over: later syscalls are refused. */
  finished = false;

  constructor(options: ContextOptions) {
    this.kind = options.kind;
    this.component = options.component;
    this.path = options.path;
    this.caller = options.caller;
    this.requestId = options.requestId;
    this.transaction = options.transaction;
    this.root = options.parent?.root ?? this;
    this.depth = options.parent ? options.parent.depth + 1 : 0;
    this.jobId = options.jobId ?? options.parent?.jobId ?? null;
    this.logLines = options.parent?.logLines ?? [];
    this.frozenTimeMs = options.transaction ? Math.floor(options.transaction.beginMs) : null;
    this.random = options.transaction ? seededRandom(Math.random() * 2 ** 32) : Math.random;
    this.previousEndCursor = options.startCursor ?? null;
  }
}
