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
  /** The commit time; for a query, the time of its snapshot. */
  readonly timestampNs: bigint;
  readonly reads: ReadSet;
  readonly writes: WriteSet;
  readonly usage: TransactionUsage;
  /** Jobs to wake the scheduler for after the commit. */
  readonly scheduledJobs: { readonly jobId: string; readonly dueMs: number }[];
  /** Set when a write created a table; a rollback must then reload the catalog. */
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
