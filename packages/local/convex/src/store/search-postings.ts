import type { DatabaseSync, StatementSync } from "node:sqlite";
import { searchTerms } from "../query/search-terms.ts";
import type { EncodedDocument, EncodedValue } from "../values/encoded-value.ts";
import { valueAtPath } from "../values/field-path.ts";
import { sortKey } from "../values/sort-key.ts";
import type { SearchIndex } from "./table.ts";
import type { WriteSet } from "./transaction.ts";

/** A document that contains a term: how often, and its total word count. */
export interface Posting {
  readonly row: number;
  readonly term: string;
  readonly frequency: number;
  readonly words: number;
}

interface Indexed {
  readonly row: number;
  readonly document: EncodedDocument;
}

/** The documents of a scope, and their total word count. */
export interface ScopeSize {
  readonly documents: number;
  readonly words: number;
}

/** Greater than anything that can follow a prefix of a term. */
const AFTER_ANY_TEXT = "\u{10FFFF}";

/**
 * The inverted index of search. Every document is posted in the scope of all documents and in one scope per filter
 * field, so that the cost of a filtered search depends on its matches, not on the size of the table.
 */
export class SearchPostings {
  readonly #add: StatementSync;
  readonly #remove: StatementSync;
  readonly #resize: StatementSync;
  readonly #size: StatementSync;
  readonly #find: StatementSync;
  readonly #drop: StatementSync;
  readonly #dropScopes: StatementSync;

  constructor(database: DatabaseSync) {
    // A message may have a hundred words: one statement for all of them is much cheaper than a hundred.
    this.#add = database.prepare(
      `INSERT INTO search_postings
       SELECT ?1, ?2, posted.value ->> 0, ?3, posted.value ->> 1, ?4 FROM json_each(?5) AS posted`,
    );
    this.#remove = database.prepare(
      `DELETE FROM search_postings
       WHERE index_id = ?1 AND scope = ?2 AND row = ?3 AND term IN (SELECT value ->> 0 FROM json_each(?4))`,
    );
    this.#resize = database.prepare(
      `INSERT INTO search_scopes VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET documents = documents + excluded.documents, words = words + excluded.words`,
    );
    this.#size = database.prepare("SELECT documents, words FROM search_scopes WHERE index_id = ? AND scope = ?");
    this.#find = database.prepare(
      `SELECT row, term, frequency, words FROM search_postings
       WHERE index_id = ? AND scope = ? AND term >= ? AND term <= ? ORDER BY term, row DESC LIMIT ?`,
    );
    this.#drop = database.prepare("DELETE FROM search_postings WHERE index_id = ?");
    this.#dropScopes = database.prepare("DELETE FROM search_scopes WHERE index_id = ?");
  }

  /** Posts a document; records in `writes` every term whose matches change. */
  add(index: SearchIndex, stored: Indexed, writes?: WriteSet): void {
    this.#change(index, stored, { sign: 1, writes });
  }

  remove(index: SearchIndex, stored: Indexed, writes?: WriteSet): void {
    this.#change(index, stored, { sign: -1, writes });
  }

  drop(index: SearchIndex): void {
    this.#drop.run(index.indexId);
    this.#dropScopes.run(index.indexId);
  }

  sizeOf(index: SearchIndex, scope: Buffer): ScopeSize {
    const size = this.#size.get(index.indexId, scope);
    return { documents: Number(size?.documents ?? 0), words: Number(size?.words ?? 0) };
  }

  /** The documents of a scope that contain a term, or any term that begins with it; newest first. */
  find(index: SearchIndex, scope: Buffer, term: { text: string; isPrefix: boolean; limit: number }): Posting[] {
    const last = term.isPrefix ? term.text + AFTER_ANY_TEXT : term.text;
    return this.#find.all(index.indexId, scope, term.text, last, term.limit).map((row) => ({
      row: Number(row.row),
      term: String(row.term),
      frequency: Number(row.frequency),
      words: Number(row.words),
    }));
  }

  #change(
    index: SearchIndex,
    { row, document }: Indexed,
    { sign, writes }: { sign: 1 | -1; writes: WriteSet | undefined },
  ): void {
    const text = valueAtPath(document, index.searchField);
    if (typeof text !== "string") return;
    const words = searchTerms(text);
    const frequencies = new Map<string, number>();
    for (const word of words) frequencies.set(word, (frequencies.get(word) ?? 0) + 1);
    const postings = JSON.stringify([...frequencies]);
    for (const scope of scopesOf(index, document)) {
      this.#resize.run(index.indexId, scope, sign, sign * words.length);
      if (sign > 0) this.#add.run(index.indexId, scope, row, words.length, postings);
      else this.#remove.run(index.indexId, scope, row, postings);
      if (!writes) continue;
      const [indexId, prefix] = [readIndexId(index), scopeKey(scope)];
      for (const term of frequencies.keys())
        writes.keys.push({ indexId, key: Buffer.concat([prefix, Buffer.from(term)]) });
    }
  }
}

/** The scope of all documents. */
export const EVERY_DOCUMENT: Buffer = Buffer.alloc(0);

/** The scope of the documents with that value in a filter field. */
export function filterScope(field: string, value: EncodedValue | undefined): Buffer {
  return sortKey([field, value]);
}

/** Searches are tracked like index ranges, under ids that no index uses. */
export function readIndexId(index: SearchIndex): number {
  return -index.indexId;
}

/** The key of a term in a scope, to compare reads with writes. */
export function termKey(scope: Buffer, term: string): Buffer {
  return Buffer.concat([scopeKey(scope), Buffer.from(term)]);
}

function scopeKey(scope: Buffer): Buffer {
  return sortKey([{ $bytes: scope.toString("base64") }]);
}

/** Whether both versions of a document have the same postings. */
export function indexesAlike(index: SearchIndex, before: EncodedDocument, after: EncodedDocument): boolean {
  return [index.searchField, ...index.filterFields].every((field) =>
    sortKey([valueAtPath(before, field)]).equals(sortKey([valueAtPath(after, field)])),
  );
}

function scopesOf(index: SearchIndex, document: EncodedDocument): Buffer[] {
  return [EVERY_DOCUMENT, ...index.filterFields.map((field) => filterScope(field, valueAtPath(document, field)))];
}
