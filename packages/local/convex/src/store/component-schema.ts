import type { Validator } from "../values/validator.ts";

export interface SearchIndexDefinition {
  indexDescriptor: string;
  searchField: string;
  filterFields: string[];
}

/** What `schema.default.export()` says, as far as the deployment uses it. */
export interface ComponentSchema {
  tables: {
    tableName: string;
    indexes: { indexDescriptor: string; fields: string[] }[];
    searchIndexes?: SearchIndexDefinition[] | null;
    documentType?: Validator | null;
  }[];
  schemaValidation: boolean;
}

export const EMPTY_SCHEMA: ComponentSchema = { tables: [], schemaValidation: false };
