import type { EncodedValue } from "../values/encoded-value.ts";
import type { FilterExpression } from "./filter.ts";

export interface RangeExpression {
  type: "Eq" | "Gt" | "Gte" | "Lt" | "Lte";
  fieldPath: string;
  value: EncodedValue;
}

export type SearchFilter =
  | { type: "Search"; fieldPath: string; value: string }
  | { type: "Eq"; fieldPath: string; value: EncodedValue };

export type QuerySource =
  | { type: "FullTableScan"; tableName: string; order: "asc" | "desc" | null }
  | {
      type: "IndexRange";
      indexName: string;
      range: RangeExpression[];
      order: "asc" | "desc" | null;
    }
  | { type: "Search"; indexName: string; filters: SearchFilter[] };

export type QueryOperator = { filter: FilterExpression } | { limit: number };

/** A database query as the `convex` package serializes it. */
export interface QueryRequest {
  source: QuerySource;
  operators: QueryOperator[];
}
