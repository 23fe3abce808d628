import { TransactionUsage } from "./usage.ts";

/** Keys `lower <= key < upper` of one index. */
export interface ReadRange {
  readonly indexId: number;
  lower: Buffer;
  upper: Buffer;
}

export interface ReadSet {
  readonly ranges: ReadRange[];
  readonly documentIds: Set<string>;
}

export interface WriteSet {
  readonly keys: { readonly indexId: number; readonly key: Buffer }[];
  readonly documentIds: Set<string>;
}

/** What one query or mutation, with everything nested in it, has read, written and scheduled. */
export interface Transaction {
  readonly beginMs: number;
  /** When it will have been committed; for a query the snapshot it reads. */
  readonly timestampNs: bigint;
  readonly reads: ReadSet;
  readonly writes: WriteSet;
  readonly usage: TransactionUsage;
  /** Jobs to wake the scheduler for after the commit. */
  readonly scheduledJobs: { readonly jobId: string; readonly dueMs: number }[];
  /** Set when a write made a table, so that a rollback knows to forget it. */
  createdTables: boolean;
}

/** Reads of tables that do not exist yet are recorded under this index id. */
export const MISSING_TABLES_INDEX_ID = 0;

export function newTransaction(timestampNs: bigint, beginMs: number): Transaction {
  return {
    beginMs,
    timestampNs,
    reads: { ranges: [], documentIds: new Set() },
    writes: { keys: [], documentIds: new Set() },
    usage: new TransactionUsage(),
    scheduledJobs: [],
    createdTables: false,
  };
}
