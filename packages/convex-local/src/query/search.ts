import { FunctionError } from "../runtime/function-error.ts";
import type { ScannedRow } from "../store/index-scanner.ts";
import type { SearchIndex } from "../store/table.ts";
import type { EncodedDocument } from "../values/encoded-value.ts";
import { valueAtPath } from "../values/field-path.ts";
import { sortKey } from "../values/sort-key.ts";
import type { SearchFilter } from "./query-request.ts";

const maxTerms = 16;
const maxTermBytes = 32;
const maxCandidates = 1_024;
const maxFilters = 8;

/** BM25 with its usual constants. */
const saturation = 1.2;
const lengthWeight = 0.75;

/** The words of a text, as the platform's tokenizer splits them. */
export function searchTerms(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((term) => term.length > 0 && Buffer.byteLength(term) <= maxTermBytes);
}

/**
 * Documents that hold any searched word, best first. The last word matches by prefix, for search as one
 * types. Reads the whole table: right for the sizes one machine holds, not for large ones.
 */
export function rankMatches(
  index: SearchIndex,
  filters: readonly SearchFilter[],
  rows: Iterable<ScannedRow>,
): ScannedRow[] {
  if (filters.length - 1 > maxFilters) {
    throw new FunctionError(`Search query has too many filters (maximum ${maxFilters})`);
  }
  const wanted = wantedTerms(index, filters);
  const candidates: { row: ScannedRow; words: string[] }[] = [];
  let totalWords = 0;
  let documents = 0;
  for (const row of rows) {
    // Safe because bodies are only ever written from documents.
    const document = JSON.parse(row.body) as EncodedDocument;
    const text = valueAtPath(document, index.searchField);
    if (typeof text !== "string") continue;
    const words = searchTerms(text);
    documents++;
    totalWords += words.length;
    if (!matchesFilters(index, filters, document)) continue;
    if (words.some((word) => wanted.some((term) => term.matches(word)))) {
      candidates.push({ row, words });
    }
  }
  const averageWords = totalWords / Math.max(documents, 1);
  const weights = wanted.map((term) => {
    const holding = candidates.filter(({ words }) => words.some(term.matches)).length;
    return Math.log(1 + (documents - holding + 0.5) / (holding + 0.5));
  });
  const scored = candidates.map(({ row, words }) => ({
    row,
    score: wanted.reduce((sum, term, position) => {
      const count = words.filter(term.matches).length;
      const norm = 1 - lengthWeight + (lengthWeight * words.length) / Math.max(averageWords, 1);
      const frequency = (count * (saturation + 1)) / (count + saturation * norm);
      return sum + (weights[position] ?? 0) * frequency;
    }, 0),
  }));
  scored.sort((left, right) => right.score - left.score);
  return scored.slice(0, maxCandidates).map(({ row }) => row);
}

function wantedTerms(index: SearchIndex, filters: readonly SearchFilter[]): { matches: (word: string) => boolean }[] {
  const search = filters.find((filter) => filter.type === "Search");
  if (!search || search.fieldPath !== index.searchField) {
    throw new FunctionError(`Search query must search the field ${index.searchField}`);
  }
  const terms = searchTerms(search.value).slice(0, maxTerms);
  return terms.map((term, position) => ({
    matches: position === terms.length - 1 ? (word) => word.startsWith(term) : (word) => word === term,
  }));
}

function matchesFilters(index: SearchIndex, filters: readonly SearchFilter[], document: EncodedDocument): boolean {
  return filters.every((filter) => {
    if (filter.type === "Search") return true;
    if (!index.filterFields.includes(filter.fieldPath)) {
      throw new FunctionError(`${filter.fieldPath} is not a filter field of the search index`);
    }
    return sortKey([valueAtPath(document, filter.fieldPath)]).equals(sortKey([filter.value]));
  });
}
