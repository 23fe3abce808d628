import type { DatabaseSync, StatementSync } from "node:sqlite";
import { FunctionError } from "../runtime/function-error.ts";
import type { EncodedDocument } from "../values/encoded-value.ts";
import { indexKey } from "./index-key.ts";
import { indexesAlike, type SearchPostings } from "./search-postings.ts";
import type { Table } from "./table.ts";
import type { Transaction } from "./transaction.ts";

const MAX_DOCUMENT_BYTES = 1024 * 1024;

export interface StoredDocument {
  readonly row: number;
  readonly body: string;
  readonly document: EncodedDocument;
}

/** Documents and their index entries, always changed together; every access is recorded in the transaction. */
export class DocumentStore {
  readonly #get: StatementSync;
  readonly #insert: StatementSync;
  readonly #update: StatementSync;
  readonly #delete: StatementSync;
  readonly #insertEntry: StatementSync;
  readonly #deleteEntry: StatementSync;
  readonly #getRow: StatementSync;
  readonly #postings: SearchPostings;

  constructor(database: DatabaseSync, postings: SearchPostings) {
    this.#postings = postings;
    this.#getRow = database.prepare("SELECT id, body FROM documents WHERE row = ?");
    this.#get = database.prepare("SELECT row, body FROM documents WHERE table_id = ? AND id = ?");
    this.#insert = database.prepare("INSERT INTO documents (table_id, id, body) VALUES (?, ?, ?)");
    this.#update = database.prepare("UPDATE documents SET body = ? WHERE row = ?");
    this.#delete = database.prepare("DELETE FROM documents WHERE row = ?");
    this.#insertEntry = database.prepare("INSERT INTO index_entries VALUES (?, ?, ?)");
    this.#deleteEntry = database.prepare("DELETE FROM index_entries WHERE index_id = ? AND key = ?");
  }

  get(transaction: Transaction, table: Table, id: string): StoredDocument | null {
    const found = this.read(transaction, table, id);
    if (found === null) return null;
    // safe because bodies are only ever written from documents.
    return { ...found, document: JSON.parse(found.body) as EncodedDocument };
  }

  /** Like `get`, without the cost of parsing. */
  read(transaction: Transaction, table: Table, id: string): { row: number; body: string } | null {
    transaction.reads.documentIds.add(id);
    transaction.usage.charge("databaseQueries", 1);
    const found = this.#get.get(table.tableId, id);
    if (found === undefined) return null;
    const body = String(found.body);
    transaction.usage.charge("documentsRead", 1);
    transaction.usage.charge("bytesRead", body.length);
    return { row: Number(found.row), body };
  }

  /** The document of a row found by a search. */
  readRow(transaction: Transaction, row: number): string | null {
    const found = this.#getRow.get(row);
    if (found === undefined) return null;
    const body = String(found.body);
    transaction.reads.documentIds.add(String(found.id));
    transaction.usage.charge("documentsRead", 1);
    transaction.usage.charge("bytesRead", body.length);
    return body;
  }

  insert(transaction: Transaction, table: Table, document: EncodedDocument): void {
    const body = this.#chargeWrite(transaction, document);
    const { lastInsertRowid } = this.#insert.run(table.tableId, document._id, body);
    for (const index of table.indexes.values()) {
      const key = indexKey(index, document);
      this.#insertEntry.run(index.indexId, key, lastInsertRowid);
      transaction.writes.keys.push({ indexId: index.indexId, key });
    }
    for (const index of table.searchIndexes.values()) {
      this.#postings.add(index, { row: Number(lastInsertRowid), document }, transaction.writes);
    }
    transaction.writes.documentIds.add(document._id);
  }

  update(transaction: Transaction, table: Table, change: { before: StoredDocument; after: EncodedDocument }): void {
    const body = this.#chargeWrite(transaction, change.after);
    this.#update.run(body, change.before.row);
    for (const index of table.indexes.values()) {
      const oldKey = indexKey(index, change.before.document);
      const newKey = indexKey(index, change.after);
      transaction.writes.keys.push({ indexId: index.indexId, key: oldKey });
      if (oldKey.equals(newKey)) continue;
      this.#deleteEntry.run(index.indexId, oldKey);
      this.#insertEntry.run(index.indexId, newKey, change.before.row);
      transaction.writes.keys.push({ indexId: index.indexId, key: newKey });
    }
    const { before, after } = change;
    for (const index of table.searchIndexes.values()) {
      if (indexesAlike(index, before.document, after)) continue;
      this.#postings.remove(index, before, transaction.writes);
      this.#postings.add(index, { row: before.row, document: after }, transaction.writes);
    }
    transaction.writes.documentIds.add(change.after._id);
  }

  delete(transaction: Transaction, table: Table, stored: StoredDocument): void {
    transaction.usage.charge("documentsWritten", 1);
    this.#delete.run(stored.row);
    for (const index of table.indexes.values()) {
      const key = indexKey(index, stored.document);
      this.#deleteEntry.run(index.indexId, key);
      transaction.writes.keys.push({ indexId: index.indexId, key });
    }
    for (const index of table.searchIndexes.values()) {
      this.#postings.remove(index, stored, transaction.writes);
    }
    transaction.writes.documentIds.add(stored.document._id);
  }

  #chargeWrite(transaction: Transaction, document: EncodedDocument): string {
    const body = JSON.stringify(document);
    const bytes = Buffer.byteLength(body);
    if (bytes > MAX_DOCUMENT_BYTES) {
      throw new FunctionError(`Value is too large (${bytes} bytes > maximum size ${MAX_DOCUMENT_BYTES} bytes)`);
    }
    transaction.usage.charge("documentsWritten", 1);
    transaction.usage.charge("bytesWritten", bytes);
    return body;
  }
}
