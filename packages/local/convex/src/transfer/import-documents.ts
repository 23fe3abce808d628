import { takeTurns } from "../engine/take-turns.ts";
import type { CommitClock } from "../store/commit-clock.ts";
import type { DocumentStore } from "../store/document-store.ts";
import type { Table } from "../store/table.ts";
import { MISSING_TABLES_INDEX_ID, newTransaction, type Transaction } from "../store/transaction.ts";
import { decodeDocumentId, encodeDocumentId, newInternalId } from "../values/document-id.ts";
import type { EncodedDocument, EncodedObject } from "../values/encoded-value.ts";
import { SMALLEST_KEY } from "../values/key-bounds.ts";
import { documentProblem } from "../store/document-problem.ts";
import type { ExportHost } from "./export-archive.ts";
import { ImportError, type ImportedTable, type ImportRequest } from "./import-request.ts";

export interface ImportHost extends ExportHost {
  readonly clock: CommitClock;
  readonly documents: DocumentStore;
}

/**
 * Writes all documents of an import, or none. Returns the number of documents.
 * @throws ImportError when the mode does not allow the state of a table, or a document does not match the schema
 */
export async function importDocuments(host: ImportHost, request: ImportRequest): Promise<number> {
  return host.queue.write(async (transaction) => {
    // Tables may be created and renumbered; after a rollback only a reload undoes that in memory.
    transaction.createdTables = true;
    transaction.writes.keys.push({ indexId: MISSING_TABLES_INDEX_ID, key: SMALLEST_KEY });
    const tables: { imported: ImportedTable; table: Table }[] = [];
    for (const imported of request.tables) {
      tables.push({ imported, table: await prepare(host, transaction, { imported, request }) });
    }
    if (request.mode === "replaceAll") await clearOthers(host, transaction, request);
    let written = 0;
    for (const { imported, table } of tables) {
      for await (const fields of takeTurns(imported.documents)) {
        // The limits of a function do not apply to imports.
        const unlimited = {
          ...newTransaction(transaction.timestampNs, transaction.beginMs),
          writes: transaction.writes,
        };
        write(host, unlimited, { table, fields });
        written++;
      }
    }
    for (const [storageId, content] of request.files) host.files.restore(storageId, content);
    return written;
  });
}

/** The table, emptied if the mode says so, with the number that the ids of its documents contain. */
async function prepare(
  host: ImportHost,
  transaction: Transaction,
  { imported, request }: { imported: ImportedTable; request: ImportRequest },
): Promise<Table> {
  const { componentPath, tableName } = imported;
  if (tableName.startsWith("_") && tableName !== "_storage") {
    throw new ImportError(`${tableName} is a system table and cannot be imported`);
  }
  if (!host.program?.components.has(componentPath)) {
    throw new ImportError(`There is no component ${componentPath}: push the code first`);
  }
  const { table } = host.catalog.ensureTable(componentPath, tableName);
  const count = host.catalog.countDocuments(componentPath, tableName);
  if (request.mode === "requireEmpty" && count > 0) {
    throw new ImportError(
      `Table "${tableName}" already exists with ${count} documents. Use --append or --replace to say what to do with them.`,
    );
  }
  if (request.mode === "replace" || request.mode === "replaceAll") await clear(host, transaction, table);
  const number = imported.number ?? numberIn(imported.documents);
  if (number !== null && number !== table.number) {
    if (request.mode === "append" && count > 0) {
      throw new ImportError(`The ids in the import do not belong to this deployment's table "${tableName}"`);
    }
    host.catalog.renumber(table, number);
  }
  return table;
}

function write(
  host: ImportHost,
  transaction: Transaction,
  { table, fields }: { table: Table; fields: EncodedObject },
): void {
  const { _id, _creationTime } = fields;
  const document: EncodedDocument = {
    ...fields,
    _id: typeof _id === "string" ? _id : encodeDocumentId(table.number, newInternalId(transaction.beginMs)),
    _creationTime: typeof _creationTime === "number" ? _creationTime : host.clock.nextCreationMs(transaction.beginMs),
  };
  if (decodeDocumentId(document._id)?.tableNumber !== table.number) {
    throw new ImportError(`${document._id} is not an id of table "${table.name}"`);
  }
  const problem = documentProblem(host.catalog, table, document);
  if (problem !== null) throw new ImportError(`Document ${document._id} in table "${table.name}": ${problem}`);
  if (host.documents.read(transaction, table, document._id)) {
    throw new ImportError(`Document ${document._id} is already in table "${table.name}"`);
  }
  host.documents.insert(transaction, table, document);
}

async function clearOthers(host: ImportHost, transaction: Transaction, request: ImportRequest): Promise<void> {
  const imported = new Set(request.tables.map(({ componentPath, tableName }) => `${componentPath}\0${tableName}`));
  for (const { path } of host.program?.components.values() ?? []) {
    for (const table of host.catalog.tablesOf(path)) {
      if (!table.name.startsWith("_") && !imported.has(`${path}\0${table.name}`)) await clear(host, transaction, table);
    }
  }
}

async function clear(host: ImportHost, transaction: Transaction, table: Table): Promise<void> {
  const rows = host.database.prepare("SELECT id FROM documents WHERE table_id = ?").all(table.tableId);
  for await (const { id } of takeTurns(rows)) {
    const unlimited = { ...newTransaction(transaction.timestampNs, transaction.beginMs), writes: transaction.writes };
    const stored = host.documents.get(unlimited, table, String(id));
    if (stored) host.documents.delete(unlimited, table, stored);
    if (table.name === "_storage") host.files.forget(String(id));
  }
}

function numberIn(documents: readonly EncodedObject[]): number | null {
  for (const { _id } of documents) {
    const decoded = decodeDocumentId(_id);
    if (decoded) return decoded.tableNumber;
  }
  return null;
}
