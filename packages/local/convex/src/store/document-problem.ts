import type { EncodedDocument } from "../values/encoded-value.ts";
import { validate } from "../values/validate.ts";
import { valueLimitProblem } from "../values/value-limits.ts";
import type { Catalog } from "./catalog.ts";
import type { Table } from "./table.ts";

/** Fields that the deployment adds to every document. */
export const SYSTEM_FIELDS = new Set(["_id", "_creationTime"]);

/** Why a document is not allowed in a table: reserved names, limits, the schema. Null when it is allowed. */
export function documentProblem(catalog: Catalog, table: Table, document: EncodedDocument): string | null {
  for (const field of Object.keys(document)) {
    if (field.startsWith("_") && !SYSTEM_FIELDS.has(field)) {
      return `Field '${field}' starts with an underscore, which is only allowed for system fields like '_id'`;
    }
  }
  const limitProblem = valueLimitProblem(document);
  if (limitProblem !== null || !table.validator) return limitProblem;
  const problem = validate(table.validator, document, {
    tableNameOf: (number) => catalog.tableByNumber(table.componentPath, number)?.name,
    systemFields: SYSTEM_FIELDS,
  });
  if (problem === null) return null;
  return `Failed to insert or update a document in table "${table.name}" because it does not match the schema: ${problem}`;
}
