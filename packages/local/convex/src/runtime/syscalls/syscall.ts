import type { FunctionRunner } from "../../engine/function-runner.ts";
import type { NestingHost } from "../../engine/run-nested.ts";
import type { JobStore } from "../../scheduler/job-store.ts";
import type { CommitClock } from "../../store/commit-clock.ts";
import type { CommitQueue } from "../../store/commit-queue.ts";
import type { DocumentStore } from "../../store/document-store.ts";
import type { FileStore } from "../../store/file-store.ts";
import type { IndexScanner } from "../../store/index-scanner.ts";
import type { SearchPostings } from "../../store/search-postings.ts";
import type { Transaction } from "../../store/transaction.ts";
import type { EncodedObject } from "../../values/encoded-value.ts";
import type { FunctionContext } from "../function-context.ts";
import { FunctionError } from "../function-error.ts";

/** What application code reaches through syscalls. */
export interface SyscallHost extends NestingHost {
  readonly instanceName: string;
  readonly clock: CommitClock;
  readonly queue: CommitQueue;
  readonly documents: DocumentStore;
  readonly scanner: IndexScanner;
  readonly postings: SearchPostings;
  readonly files: FileStore;
  readonly jobs: JobStore;
  readonly runner: Pick<FunctionRunner, "run">;
}

export interface SyscallCall {
  readonly host: SyscallHost;
  readonly context: FunctionContext;
  readonly args: EncodedObject;
}

/** Returns JSON text, synchronously when there is nothing to wait for. */
export type AsyncSyscall = (call: SyscallCall) => string | Promise<string>;

/** The transaction of a query or mutation. @throws FunctionError in actions */
export function readingTransaction(call: SyscallCall, operation: string): Transaction {
  const { transaction } = call.context;
  if (!transaction) throw new FunctionError(`${operation} is not available in actions`);
  return transaction;
}

/** The transaction of a mutation. @throws FunctionError in queries and actions */
export function writingTransaction(call: SyscallCall, operation: string): Transaction {
  if (call.context.kind !== "mutation") {
    throw new FunctionError(`${operation} is only available in mutations`);
  }
  return readingTransaction(call, operation);
}

export function textArgument(args: EncodedObject, name: string): string {
  const value = args[name];
  if (typeof value !== "string") throw new FunctionError(`Invalid argument \`${name}\``);
  return value;
}

export function objectArgument(args: EncodedObject, name: string): EncodedObject {
  const value = args[name];
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new FunctionError(`Invalid argument \`${name}\`: expected an object`);
  }
  return value;
}
