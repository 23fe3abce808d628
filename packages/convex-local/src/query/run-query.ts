import { FunctionError } from "../runtime/function-error.ts";
import type { Catalog } from "../store/catalog.ts";
import type { IndexScanner, ScannedRow } from "../store/index-scanner.ts";
import type { Transaction } from "../store/transaction.ts";
import type { EncodedDocument } from "../values/encoded-value.ts";
import { largestKey, smallestKey } from "../values/key-bounds.ts";
import { passesFilter } from "./filter.ts";
import { expectedRowsOf, planRange, requireTable, splitIndexName } from "./plan-range.ts";
import type { QueryOperator, QueryRequest, QuerySource } from "./query-request.ts";
import { rankMatches } from "./search.ts";

export type QueryEnvironment = { catalog: Catalog; scanner: IndexScanner; componentPath: string };

const maxOperators = 256;

/** The rows a database query answers, read only as far as they are taken. */
export function runQuery(
  environment: QueryEnvironment,
  transaction: Transaction,
  query: QueryRequest,
): Generator<ScannedRow, void, undefined> {
  if (query.operators.length > maxOperators) {
    throw new FunctionError(`Query has too many operators (maximum ${maxOperators})`);
  }
  let rows = sourceRows(environment, transaction, query);
  for (const operator of query.operators) rows = applyOperator(rows, operator);
  return rows;
}

function sourceRows(
  environment: QueryEnvironment,
  transaction: Transaction,
  query: QueryRequest,
): Generator<ScannedRow, void, undefined> {
  const { source } = query;
  if (source.type === "Search") return searchRows(environment, transaction, source);
  const range = planRange(environment.catalog, transaction, {
    componentPath: environment.componentPath,
    source,
    expectedRows: expectedRowsOf(query),
  });
  return range ? environment.scanner.scan(transaction, range) : noRows();
}

function* searchRows(
  { catalog, scanner, componentPath }: QueryEnvironment,
  transaction: Transaction,
  source: Extract<QuerySource, { type: "Search" }>,
): Generator<ScannedRow, void, undefined> {
  const [tableName, indexName] = splitIndexName(source.indexName);
  const table = requireTable(catalog, transaction, { componentPath, tableName });
  if (!table) return;
  const searchIndex = table.searchIndexes.get(indexName);
  const scanned = table.indexes.get("by_creation_time");
  if (!searchIndex || !scanned) {
    throw new FunctionError(`Search index ${source.indexName} not found.`);
  }
  const rows = scanner.scan(transaction, {
    index: scanned,
    lower: smallestKey,
    upper: largestKey,
    order: "asc",
    expectedRows: Number.MAX_SAFE_INTEGER,
  });
  yield* rankMatches(searchIndex, source.filters, rows);
}

function* applyOperator(
  rows: Generator<ScannedRow, void, undefined>,
  operator: QueryOperator,
): Generator<ScannedRow, void, undefined> {
  if ("limit" in operator) {
    let left = operator.limit;
    if (left <= 0) return;
    for (const row of rows) {
      yield row;
      if (--left <= 0) return;
    }
    return;
  }
  for (const row of rows) {
    // Safe because bodies are only ever written from documents.
    if (passesFilter(operator.filter, JSON.parse(row.body) as EncodedDocument)) yield row;
  }
}

function* noRows(): Generator<ScannedRow, void, undefined> {}
