import type { Validator } from "../values/validator.ts";

export interface SearchIndexDefinition {
  readonly indexDescriptor: string;
  readonly searchField: string;
  readonly filterFields: readonly string[];
}

/** The result of `schema.default.export()`; only the fields that the deployment uses. */
export interface ComponentSchema {
  readonly tables: {
    readonly tableName: string;
    readonly indexes: readonly { readonly indexDescriptor: string; readonly fields: readonly string[] }[];
    readonly searchIndexes?: readonly SearchIndexDefinition[] | null;
    readonly documentType?: Validator | null;
  }[];
  readonly schemaValidation: boolean;
}

export const EMPTY_SCHEMA: ComponentSchema = { tables: [], schemaValidation: false };
