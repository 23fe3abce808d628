import type { EncodedValue } from "../values/encoded-value.ts";
import type { FilterExpression } from "./filter.ts";

export interface RangeExpression {
  readonly type: "Eq" | "Gt" | "Gte" | "Lt" | "Lte";
  readonly fieldPath: string;
  readonly value: EncodedValue;
}

export type SearchFilter =
  | { readonly type: "Search"; readonly fieldPath: string; readonly value: string }
  | { readonly type: "Eq"; readonly fieldPath: string; readonly value: EncodedValue };

export type QuerySource =
  | { readonly type: "FullTableScan"; readonly tableName: string; readonly order: "asc" | "desc" | null }
  | {
      readonly type: "IndexRange";
      readonly indexName: string;
      readonly range: readonly RangeExpression[];
      readonly order: "asc" | "desc" | null;
    }
  | { readonly type: "Search"; readonly indexName: string; readonly filters: readonly SearchFilter[] };

export type QueryOperator = { readonly filter: FilterExpression } | { readonly limit: number };

/** A database query, as the `convex` package serializes it. */
export interface QueryRequest {
  readonly source: QuerySource;
  readonly operators: readonly QueryOperator[];
}
