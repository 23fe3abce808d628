import { FunctionError } from "../runtime/function-error.ts";
import type { Catalog } from "../store/catalog.ts";
import type { ScanRange } from "../store/index-scanner.ts";
import type { Table, TableIndex } from "../store/table.ts";
import { MISSING_TABLES_INDEX_ID, type Transaction } from "../store/transaction.ts";
import type { EncodedValue } from "../values/encoded-value.ts";
import { isEncodedObject } from "../values/is-encoded-object.ts";
import { afterPrefix, LARGEST_KEY, SMALLEST_KEY } from "../values/key-bounds.ts";
import { sortKey } from "../values/sort-key.ts";
import type { QueryRequest, QuerySource, RangeExpression } from "./query-request.ts";

/** The index and key range that a query reads; null when its table does not exist (yet). */
export function planRange(
  catalog: Catalog,
  transaction: Transaction,
  query: { componentPath: string; source: Exclude<QuerySource, { type: "Search" }>; expectedRows: number },
): ScanRange | null {
  const { source } = query;
  const [tableName, indexName] =
    source.type === "FullTableScan" ? [source.tableName, "by_creation_time"] : splitIndexName(source.indexName);
  const table = requireTable(catalog, transaction, { componentPath: query.componentPath, tableName });
  if (!table) return null;
  const index = table.indexes.get(indexName);
  if (!index) throw new FunctionError(`Index ${tableName}.${indexName} not found.`);
  const bounds = boundsOf(index, tableName, source.type === "IndexRange" ? source.range : []);
  return { index, ...bounds, order: source.order ?? "asc", expectedRows: query.expectedRows };
}

/** The table; if it does not exist, records a read of its absence and returns null. */
export function requireTable(
  catalog: Catalog,
  transaction: Transaction,
  { componentPath, tableName }: { componentPath: string; tableName: string },
): Table | null {
  const table = catalog.table(componentPath, tableName);
  if (table) return table;
  transaction.reads.ranges.push({
    indexId: MISSING_TABLES_INDEX_ID,
    lower: SMALLEST_KEY,
    upper: LARGEST_KEY,
  });
  return null;
}

export function splitIndexName(name: string): [tableName: string, indexName: string] {
  const dot = name.indexOf(".");
  return [name.slice(0, dot), name.slice(dot + 1)];
}

/** Upper bound of the rows that the query reads: its first limit, or an estimate. */
export function expectedRowsOf(query: QueryRequest): number {
  for (const operator of query.operators) if ("limit" in operator) return operator.limit + 1;
  return 32;
}

function boundsOf(
  index: TableIndex,
  tableName: string,
  range: readonly RangeExpression[],
): { lower: Buffer; upper: Buffer } {
  const equal: (EncodedValue | undefined)[] = [];
  let lowerBound: RangeExpression | null = null;
  let upperBound: RangeExpression | null = null;
  for (const expression of range) {
    if (expression.fieldPath !== index.fields[equal.length]) {
      throw new FunctionError(
        `Tried to query index ${tableName}.${index.name} but the query didn't use the index fields in order.`,
      );
    }
    if (expression.type === "Eq") equal.push(boundValue(expression));
    else if (expression.type === "Gt" || expression.type === "Gte") lowerBound = expression;
    else upperBound = expression;
  }
  const prefix = sortKey(equal);
  let lower = prefix;
  let upper = afterPrefix(prefix);
  if (lowerBound) {
    const key = sortKey([...equal, boundValue(lowerBound)]);
    lower = lowerBound.type === "Gte" ? key : afterPrefix(key);
  }
  if (upperBound) {
    const key = sortKey([...equal, boundValue(upperBound)]);
    upper = upperBound.type === "Lte" ? afterPrefix(key) : key;
  }
  return { lower, upper };
}

function boundValue(expression: RangeExpression): EncodedValue | undefined {
  const { value } = expression;
  return isEncodedObject(value) && "$undefined" in value ? undefined : value;
}
