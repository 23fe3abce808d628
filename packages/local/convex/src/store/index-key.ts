import type { EncodedDocument } from "../values/encoded-value.ts";
import { valueAtPath } from "../values/field-path.ts";
import { sortKey } from "../values/sort-key.ts";
import type { TableIndex } from "./table.ts";

export function indexKey(index: TableIndex, document: EncodedDocument): Buffer {
  return sortKey(index.fields.map((field) => valueAtPath(document, field)));
}
