import { FunctionError } from "../runtime/function-error.ts";
import type { ScannedRow, ScanRange } from "../store/index-scanner.ts";
import type { Transaction } from "../store/transaction.ts";
import type { EncodedDocument } from "../values/encoded-value.ts";
import { keySuccessor } from "../values/key-bounds.ts";
import { type CursorPosition, decodeCursor, encodeCursor, queryFingerprint } from "./cursor.ts";
import { type FilterExpression, passesFilter } from "./filter.ts";
import { planRange } from "./plan-range.ts";
import type { QueryRequest, QuerySource } from "./query-request.ts";
import type { QueryEnvironment } from "./run-query.ts";
import { searchRows } from "./search.ts";

export interface PageRequest {
  readonly query: QueryRequest;
  readonly cursor: string | null;
  readonly endCursor: string | null;
  readonly pageSize: number;
  readonly maximumRowsRead: number | null;
}

export interface Page {
  /** The documents as JSON text. */
  readonly bodies: string[];
  readonly isDone: boolean;
  readonly continueCursor: string;
  readonly splitCursor: string | null;
  readonly pageStatus: "SplitRecommended" | "SplitRequired" | null;
}

const SPLIT_RECOMMENDED_ROWS = 8_192;

/**
 * Runs one page of a query. With an end cursor (of a page shown before) the page ends exactly there, however many
 * documents that is now, so that pages neither overlap nor leave a gap.
 */
export function runPage(environment: QueryEnvironment, transaction: Transaction, request: PageRequest): Page {
  const { source, operators } = request.query;
  const filters = operators.map((operator) => {
    if ("limit" in operator) throw new FunctionError("A paginated query cannot have a limit");
    return operator.filter;
  });
  const { pageSize } = request;
  const fingerprint = queryFingerprint(request.query);
  const start = request.cursor === null ? null : decodeCursor(fingerprint, request.cursor);
  const end = request.endCursor === null ? null : decodeCursor(fingerprint, request.endCursor);
  const rows = start === "end" ? [] : rowsBetween(environment, transaction, { source, start, end, pageSize });
  const bodies: string[] = [];
  const keys: Buffer[] = [];
  let rowsRead = 0;
  let reached: CursorPosition = end ?? "end";
  for (const row of rows) {
    rowsRead++;
    keys.push(row.key);
    if (passesAll(filters, row.body)) bodies.push(row.body);
    const full = end === null && bodies.length >= pageSize;
    const exhausted = request.maximumRowsRead !== null && rowsRead >= request.maximumRowsRead;
    if (full || (end === null && exhausted)) {
      reached = { after: row.key };
      break;
    }
  }
  const middle = keys[Math.floor(keys.length / 2) - 1] ?? null;
  return page(bodies, { fingerprint, end: reached, middle, rowsRead });
}

function rowsBetween(
  environment: QueryEnvironment,
  transaction: Transaction,
  page: { source: QuerySource; start: { after: Buffer } | null; end: CursorPosition | null; pageSize: number },
): Iterable<ScannedRow> {
  const { source, start, end, pageSize } = page;
  if (source.type === "Search") return positionsBetween(searchRows(environment, transaction, source), start, end);
  const { catalog, componentPath } = environment;
  const range = planRange(catalog, transaction, { componentPath, source, expectedRows: pageSize + 1 });
  return range ? environment.scanner.scan(transaction, narrowed(range, start, end)) : [];
}

function* positionsBetween(
  rows: Iterable<ScannedRow>,
  start: { after: Buffer } | null,
  end: CursorPosition | null,
): Generator<ScannedRow, void, undefined> {
  for (const row of rows) {
    if (start && Buffer.compare(row.key, start.after) <= 0) continue;
    if (end !== null && end !== "end" && Buffer.compare(row.key, end.after) > 0) return;
    yield row;
  }
}

function narrowed(range: ScanRange, start: { after: Buffer } | null, end: CursorPosition | null): ScanRange {
  let { lower, upper } = range;
  const endKey = end === null || end === "end" ? null : end.after;
  if (range.order === "asc") {
    if (start) lower = keySuccessor(start.after);
    if (endKey) upper = keySuccessor(endKey);
  } else {
    if (start) upper = start.after;
    if (endKey) lower = endKey;
  }
  return { ...range, lower, upper };
}

function passesAll(filters: readonly FilterExpression[], body: string): boolean {
  if (filters.length === 0) return true;
  // safe because bodies are only ever written from documents.
  const document = JSON.parse(body) as EncodedDocument;
  return filters.every((filter) => passesFilter(filter, document));
}

function page(
  bodies: string[],
  at: { fingerprint: string; end: CursorPosition; middle: Buffer | null; rowsRead: number },
): Page {
  const split = at.rowsRead > SPLIT_RECOMMENDED_ROWS && at.middle !== null;
  return {
    bodies,
    isDone: at.end === "end",
    continueCursor: encodeCursor(at.fingerprint, at.end),
    splitCursor: split && at.middle ? encodeCursor(at.fingerprint, { after: at.middle }) : null,
    pageStatus: split ? "SplitRecommended" : null,
  };
}
