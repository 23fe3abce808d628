import type { DatabaseSync } from "node:sqlite";
import type { Program } from "../runtime/program.ts";
import type { Catalog } from "../store/catalog.ts";
import { SYSTEM_FIELDS } from "../store/document-problem.ts";
import type { EncodedValue } from "../values/encoded-value.ts";
import { validate } from "../values/validate.ts";

export interface SchemaFailure {
  readonly error: string;
  readonly componentPath: string;
  readonly tableName: string;
}

/** The first stored document that does not match the schemas of a program, or null. */
export function findSchemaFailure(database: DatabaseSync, catalog: Catalog, program: Program): SchemaFailure | null {
  const documents = database.prepare("SELECT id, body FROM documents WHERE table_id = ?");
  for (const { path, schema } of program.components.values()) {
    if (!schema.schemaValidation) continue;
    const scope = {
      tableNameOf: (number: number) => catalog.tableByNumber(path, number)?.name,
      systemFields: SYSTEM_FIELDS,
    };
    for (const { tableName, documentType } of schema.tables) {
      const table = catalog.table(path, tableName);
      if (!table || !documentType) continue;
      for (const row of documents.iterate(table.tableId)) {
        // safe because bodies are only ever written from documents.
        const problem = validate(documentType, JSON.parse(String(row.body)) as EncodedValue, scope);
        if (problem === null) continue;
        const error = `Document with ID "${String(row.id)}" in table "${tableName}" does not match the schema: ${problem}`;
        return { error, componentPath: path, tableName };
      }
    }
  }
  return null;
}
