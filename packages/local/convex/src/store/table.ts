import type { Validator } from "../values/validator.ts";

export interface TableIndex {
  readonly indexId: number;
  readonly name: string;
  /** The indexed fields, then `_creationTime` and `_id`, so that every key is unique. */
  readonly fields: readonly string[];
}

export interface SearchIndex {
  readonly indexId: number;
  readonly name: string;
  readonly searchField: string;
  readonly filterFields: readonly string[];
}

export interface Table {
  readonly tableId: number;
  /** The number inside document ids; unique within a component only. */
  number: number;
  readonly name: string;
  readonly componentPath: string;
  readonly indexes: Map<string, TableIndex>;
  readonly searchIndexes: Map<string, SearchIndex>;
  /** Null when documents of this table are not validated. */
  validator: Validator | null;
}
