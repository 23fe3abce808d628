import type { Validator } from "../values/validator.ts";
import type { SearchIndex } from "./table.ts";

/** What `schema.default.export()` says, as far as the deployment uses it. */
export type ComponentSchema = {
  tables: {
    tableName: string;
    indexes: { indexDescriptor: string; fields: string[] }[];
    searchIndexes?: SearchIndex[] | null;
    vectorIndexes?: { indexDescriptor: string }[] | null;
    documentType?: Validator | null;
  }[];
  schemaValidation: boolean;
};

export const emptySchema: ComponentSchema = { tables: [], schemaValidation: false };
