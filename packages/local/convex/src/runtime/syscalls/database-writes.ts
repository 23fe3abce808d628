import { documentProblem } from "../../store/document-problem.ts";
import type { StoredDocument } from "../../store/document-store.ts";
import type { Table } from "../../store/table.ts";
import { MISSING_TABLES_INDEX_ID, type Transaction } from "../../store/transaction.ts";
import { encodeDocumentId, newInternalId } from "../../values/document-id.ts";
import type { EncodedDocument, EncodedObject } from "../../values/encoded-value.ts";
import { isEncodedObject } from "../../values/is-encoded-object.ts";
import { SMALLEST_KEY } from "../../values/key-bounds.ts";
import { resolveCommitTs } from "../../values/resolve-commit-ts.ts";
import { FunctionError } from "../function-error.ts";
import { tableOfId } from "./find-table.ts";
import { type AsyncSyscall, objectArgument, type SyscallCall, textArgument, writingTransaction } from "./syscall.ts";

export const DATABASE_WRITES: Readonly<Record<string, AsyncSyscall>> = {
  "1.0/insert": (call) => {
    const transaction = writingTransaction(call, "db.insert");
    const tableName = textArgument(call.args, "table");
    if (tableName.startsWith("_")) {
      throw new FunctionError(`Invalid table name ${tableName}: names starting with "_" are reserved`);
    }
    const value = writtenValue(call, transaction);
    return JSON.stringify({ _id: insertDocument(call, transaction, { tableName, value }) });
  },

  "1.0/shallowMerge": (call) => {
    const { transaction, table, stored } = target(call, "db.patch", "Update");
    const merged: EncodedDocument = { ...stored.document };
    for (const [field, value] of Object.entries(writtenValue(call, transaction))) {
      if (isEncodedObject(value) && "$undefined" in value) delete merged[field];
      else merged[field] = value;
    }
    return writeDocument(call, transaction, { table, stored, fields: merged });
  },

  "1.0/replace": (call) => {
    const { transaction, table, stored } = target(call, "db.replace", "Replace");
    const fields = writtenValue(call, transaction);
    return writeDocument(call, transaction, { table, stored, fields });
  },

  "1.0/remove": (call) => {
    const { transaction, table, stored } = target(call, "db.delete", "Delete");
    call.host.documents.delete(transaction, table, stored);
    return stored.body;
  },
};

function writtenValue({ args }: SyscallCall, { timestampNs }: Transaction): EncodedObject {
  return resolveCommitTs(objectArgument(args, "value"), timestampNs);
}

/** Adds a document with a new id. @throws FunctionError when it does not fit the schema */
export function insertDocument(
  call: Omit<SyscallCall, "args">,
  transaction: Transaction,
  document: { tableName: string; value: EncodedObject },
): string {
  const { host, context } = call;
  const { table, created } = host.catalog.ensureTable(context.component.path, document.tableName);
  if (created) {
    transaction.createdTables = true;
    transaction.writes.keys.push({ indexId: MISSING_TABLES_INDEX_ID, key: SMALLEST_KEY });
  }
  const complete: EncodedDocument = {
    ...document.value,
    _id: encodeDocumentId(table.number, newInternalId(transaction.beginMs)),
    _creationTime: host.clock.nextCreationMs(transaction.beginMs),
  };
  checkDocument(call, table, complete);
  host.documents.insert(transaction, table, complete);
  return complete._id;
}

function writeDocument(
  call: SyscallCall,
  transaction: Transaction,
  write: { table: Table; stored: StoredDocument; fields: EncodedObject },
): string {
  const { _id, _creationTime } = write.stored.document;
  const after: EncodedDocument = { ...write.fields, _id, _creationTime };
  checkDocument(call, write.table, after);
  call.host.documents.update(transaction, write.table, { before: write.stored, after });
  return JSON.stringify(after);
}

function target(
  call: SyscallCall,
  operation: string,
  verb: string,
): { transaction: Transaction; table: Table; stored: StoredDocument } {
  const transaction = writingTransaction(call, operation);
  const table = tableOfId(call, operation);
  if (table?.name.startsWith("_")) {
    throw new FunctionError(`${operation} is not allowed on the system table ${table.name}`);
  }
  const id = textArgument(call.args, "id");
  const stored = table && call.host.documents.get(transaction, table, id);
  if (!table || !stored) throw new FunctionError(`${verb} on nonexistent document ID ${id}`);
  return { transaction, table, stored };
}

/** @throws FunctionError when the document may not be in the table */
function checkDocument({ host }: Omit<SyscallCall, "args">, table: Table, document: EncodedDocument): void {
  const problem = documentProblem(host.catalog, table, document);
  if (problem !== null) throw new FunctionError(problem);
}
