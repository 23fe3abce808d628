import type { DatabaseSync, StatementSync } from "node:sqlite";
import { keySuccessor } from "../values/key-bounds.ts";
import type { TableIndex } from "./table.ts";
import type { ReadRange, Transaction } from "./transaction.ts";

export interface ScanRange {
  readonly index: TableIndex;
  readonly lower: Buffer;
  readonly upper: Buffer;
  readonly order: "asc" | "desc";
  /** Estimate of the rows that the reader will take. */
  readonly expectedRows: number;
}

export interface ScannedRow {
  readonly key: Buffer;
  readonly body: string;
}

const MAX_BATCH_ROWS = 256;

/** Reads one index in order and in batches; records exactly the part of the range that was read. */
export class IndexScanner {
  readonly #ascending: StatementSync;
  readonly #descending: StatementSync;

  constructor(database: DatabaseSync) {
    const select = (order: "ASC" | "DESC"): StatementSync =>
      database.prepare(`
        SELECT entry.key AS key, document.body AS body
        FROM index_entries AS entry JOIN documents AS document ON document.row = entry.row
        WHERE entry.index_id = ? AND entry.key >= ? AND entry.key < ?
        ORDER BY entry.key ${order} LIMIT ?`);
    this.#ascending = select("ASC");
    this.#descending = select("DESC");
  }

  *scan(transaction: Transaction, range: ScanRange): Generator<ScannedRow, void, undefined> {
    const ascending = range.order === "asc";
    const statement = ascending ? this.#ascending : this.#descending;
    let { lower, upper } = range;
    const seen: ReadRange = ascending
      ? { indexId: range.index.indexId, lower, upper: lower }
      : { indexId: range.index.indexId, lower: upper, upper };
    transaction.reads.ranges.push(seen);
    transaction.usage.charge("databaseQueries", 1);
    let batchRows = Math.min(Math.max(range.expectedRows, 1), MAX_BATCH_ROWS);
    for (;;) {
      const writesBefore = transaction.writes.keys.length;
      const rows = statement.all(range.index.indexId, lower, upper, batchRows);
      let stale = false;
      for (const row of rows) {
        const key = keyOf(row.key);
        if (ascending) seen.upper = lower = keySuccessor(key);
        else seen.lower = upper = key;
        const body = String(row.body);
        transaction.usage.charge("documentsRead", 1);
        transaction.usage.charge("bytesRead", body.length);
        yield { key, body };
        // The reader wrote between two reads: the prefetched rows may be stale.
        stale = transaction.writes.keys.length !== writesBefore;
        if (stale) break;
      }
      if (!stale && rows.length < batchRows) {
        if (ascending) seen.upper = range.upper;
        else seen.lower = range.lower;
        return;
      }
      batchRows = Math.min(batchRows * 4, MAX_BATCH_ROWS);
    }
  }
}

function keyOf(value: unknown): Buffer {
  if (!(value instanceof Uint8Array)) throw new TypeError("index key column is not a blob");
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}
