import type { Validator } from "../values/validator.ts";

export interface TableIndex {
  indexId: number;
  name: string;
  /** The indexed fields with `_creationTime` and `_id` behind them, so that every key is unique. */
  fields: readonly string[];
}

export interface SearchIndex {
  indexId: number;
  name: string;
  searchField: string;
  filterFields: readonly string[];
}

export interface Table {
  tableId: number;
  /** The number inside document ids; unique within a component only. */
  number: number;
  name: string;
  componentPath: string;
  indexes: Map<string, TableIndex>;
  searchIndexes: Map<string, SearchIndex>;
  /** Null when documents of this table are not validated. */
  validator: Validator | null;
}
