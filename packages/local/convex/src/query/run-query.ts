import { FunctionError } from "../runtime/function-error.ts";
import type { IndexScanner, ScannedRow } from "../store/index-scanner.ts";
import type { Transaction } from "../store/transaction.ts";
import type { EncodedDocument } from "../values/encoded-value.ts";
import { passesFilter } from "./filter.ts";
import { expectedRowsOf, planRange } from "./plan-range.ts";
import type { QueryOperator, QueryRequest } from "./query-request.ts";
import { type SearchEnvironment, searchRows } from "./search.ts";

export type QueryEnvironment = SearchEnvironment & { readonly scanner: IndexScanner };

const MAX_OPERATORS = 256;

/** The rows of a database query, read lazily. */
export function runQuery(
  environment: QueryEnvironment,
  transaction: Transaction,
  query: QueryRequest,
): Generator<ScannedRow, void, undefined> {
  if (query.operators.length > MAX_OPERATORS) {
    throw new FunctionError(`Query has too many operators (maximum ${MAX_OPERATORS})`);
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
    // safe because bodies are only ever written from documents.
    if (passesFilter(operator.filter, JSON.parse(row.body) as EncodedDocument)) yield row;
  }
}

function* noRows(): Generator<ScannedRow, void, undefined> {}
