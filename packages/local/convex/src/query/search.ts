import { FunctionError } from "../runtime/function-error.ts";
import type { Catalog } from "../store/catalog.ts";
import type { DocumentStore } from "../store/document-store.ts";
import type { ScannedRow } from "../store/index-scanner.ts";
import {
  EVERY_DOCUMENT,
  filterScope,
  type Posting,
  readIndexId,
  type SearchPostings,
  termKey,
} from "../store/search-postings.ts";
import type { SearchIndex } from "../store/table.ts";
import type { Transaction } from "../store/transaction.ts";
import type { EncodedDocument } from "../values/encoded-value.ts";
import { valueAtPath } from "../values/field-path.ts";
import { keySuccessor, LARGEST_KEY } from "../values/key-bounds.ts";
import { sortKey } from "../values/sort-key.ts";
import { requireTable, splitIndexName } from "./plan-range.ts";
import type { QuerySource, SearchFilter } from "./query-request.ts";
import { searchTerms } from "./search-terms.ts";

const MAX_TERMS = 16;
const MAX_CANDIDATES = 1_024;
const MAX_FILTERS = 8;

/** The usual constants of BM25. */
const SATURATION = 1.2;
const LENGTH_WEIGHT = 0.75;

export interface SearchEnvironment {
  readonly catalog: Catalog;
  readonly documents: DocumentStore;
  readonly postings: SearchPostings;
  readonly componentPath: string;
}

type SearchSource = Extract<QuerySource, { readonly type: "Search" }>;

/**
 * Documents that contain any of the words, best match first, read lazily. The last word also matches as a prefix, for
 * search while typing. For very common words only the newest documents are considered.
 */
export function* searchRows(
  { catalog, documents, postings, componentPath }: SearchEnvironment,
  transaction: Transaction,
  source: SearchSource,
): Generator<ScannedRow, void, undefined> {
  const [tableName, indexName] = splitIndexName(source.indexName);
  const table = requireTable(catalog, transaction, { componentPath, tableName });
  if (!table) return;
  const index = table.searchIndexes.get(indexName);
  if (!index) throw new FunctionError(`Search index ${source.indexName} not found.`);
  const { text, equals } = parseFilters(index, source.filters);
  const [narrowest, ...others] = equals;
  const scope = narrowest ? filterScope(narrowest.fieldPath, narrowest.value) : EVERY_DOCUMENT;
  transaction.usage.charge("databaseQueries", 1);
  const terms = searchTerms(text).slice(0, MAX_TERMS);
  const found = terms.map((term, position) => {
    const isPrefix = position === terms.length - 1;
    const lower = termKey(scope, term);
    const upper = isPrefix ? Buffer.concat([lower, LARGEST_KEY]) : keySuccessor(lower);
    transaction.reads.ranges.push({ indexId: readIndexId(index), lower, upper });
    return postings.find(index, scope, { text: term, isPrefix, limit: MAX_CANDIDATES });
  });
  const ranked = rank(found, postings.sizeOf(index, scope));
  for (const [position, row] of ranked.slice(0, MAX_CANDIDATES).entries()) {
    const body = documents.readRow(transaction, row);
    if (body === null) continue;
    if (others.length === 0 || matches(body, others)) yield { key: positionKey(position), body };
  }
}

/** A result's position in the ranking, as a key: the next page of a search continues after it. */
export function positionKey(position: number): Buffer {
  const key = Buffer.alloc(4);
  key.writeUInt32BE(position);
  return key;
}

function parseFilters(
  index: SearchIndex,
  filters: readonly SearchFilter[],
): { text: string; equals: Extract<SearchFilter, { type: "Eq" }>[] } {
  const equals = filters.filter((filter) => filter.type === "Eq");
  const searches = filters.filter((filter) => filter.type === "Search");
  const [search] = searches;
  if (!search || searches.length > 1 || search.fieldPath !== index.searchField) {
    throw new FunctionError(`Search query must search the field ${index.searchField} once`);
  }
  if (equals.length > MAX_FILTERS) {
    throw new FunctionError(`Search query has too many filters (maximum ${MAX_FILTERS})`);
  }
  for (const { fieldPath } of equals) {
    if (index.filterFields.includes(fieldPath)) continue;
    throw new FunctionError(`${fieldPath} is not a filter field of the search index`);
  }
  return { text: search.value, equals };
}

/** Rows by BM25 score; equal scores newest first. */
function rank(found: readonly Posting[][], size: { documents: number; words: number }): number[] {
  const averageWords = Math.max(size.words / Math.max(size.documents, 1), 1);
  const scores = new Map<number, number>();
  for (const postings of found) {
    const frequencies = new Map<number, { frequency: number; words: number }>();
    for (const { row, frequency, words } of postings) {
      frequencies.set(row, { frequency: (frequencies.get(row)?.frequency ?? 0) + frequency, words });
    }
    const holding = frequencies.size;
    const weight = Math.log(1 + (Math.max(size.documents, holding) - holding + 0.5) / (holding + 0.5));
    for (const [row, { frequency, words }] of frequencies) {
      const norm = 1 - LENGTH_WEIGHT + (LENGTH_WEIGHT * words) / averageWords;
      const score = (weight * (frequency * (SATURATION + 1))) / (frequency + SATURATION * norm);
      scores.set(row, (scores.get(row) ?? 0) + score);
    }
  }
  const ranked = [...scores].sort(([rowA, scoreA], [rowB, scoreB]) => scoreB - scoreA || rowB - rowA);
  return ranked.map(([row]) => row);
}

function matches(body: string, filters: readonly Extract<SearchFilter, { type: "Eq" }>[]): boolean {
  // safe because bodies are only ever written from documents.
  const document = JSON.parse(body) as EncodedDocument;
  return filters.every(({ fieldPath, value }) => sortKey([valueAtPath(document, fieldPath)]).equals(sortKey([value])));
}
