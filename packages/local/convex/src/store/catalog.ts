import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { EncodedDocument } from "../values/encoded-value.ts";
import type { ComponentSchema, SearchIndexDefinition } from "./component-schema.ts";
import { indexKey } from "./index-key.ts";
import type { SearchPostings } from "./search-postings.ts";
import type { SearchIndex, Table, TableIndex } from "./table.ts";

/** The platform's numbers for its own tables; user tables start at 10,001. */
const SYSTEM_TABLE_NUMBERS: Record<string, number> = { _scheduled_functions: 6, _storage: 540 };
const FIRST_USER_TABLE_NUMBER = 10_001;

/** The tables and indexes of every component, in memory and in the database. */
export class Catalog {
  readonly #database: DatabaseSync;
  readonly #postings: SearchPostings;
  readonly #components = new Map<string, Map<string, Table>>();
  readonly #byNumber = new Map<string, Map<number, Table>>();
  readonly #insertEntry: StatementSync;

  constructor(database: DatabaseSync, postings: SearchPostings) {
    this.#database = database;
    this.#postings = postings;
    this.#insertEntry = database.prepare("INSERT OR REPLACE INTO index_entries VALUES (?, ?, ?)");
    this.reload();
  }

  tablesOf(componentPath: string): Table[] {
    return [...(this.#components.get(componentPath)?.values() ?? [])];
  }

  table(componentPath: string, name: string): Table | undefined {
    return this.#components.get(componentPath)?.get(name);
  }

  /** The tables with that name, in all components. */
  tablesNamed(name: string): Table[] {
    return [...this.#components.values()].flatMap((tables) => tables.get(name) ?? []);
  }

  tableByNumber(componentPath: string, number: number): Table | undefined {
    return this.#byNumber.get(componentPath)?.get(number);
  }

  countDocuments(componentPath: string, name: string): number {
    const table = this.table(componentPath, name);
    if (!table) return 0;
    const row = this.#database
      .prepare("SELECT count(*) AS documents FROM documents WHERE table_id = ?")
      .get(table.tableId);
    return Number(row?.documents ?? 0);
  }

  /** The table with that name, created if missing; call inside a write transaction. */
  ensureTable(componentPath: string, name: string): { table: Table; created: boolean } {
    const existing = this.table(componentPath, name);
    if (existing) return { table: existing, created: false };
    const number = SYSTEM_TABLE_NUMBERS[name] ?? this.#nextNumber(componentPath);
    const { lastInsertRowid } = this.#database
      .prepare("INSERT INTO tables (component, number, name) VALUES (?, ?, ?)")
      .run(componentPath, number, name);
    const table = this.#remember({ tableId: Number(lastInsertRowid), componentPath, number, name });
    this.#ensureIndex(table, "by_creation_time", ["_creationTime", "_id"]);
    this.#ensureIndex(table, "by_id", ["_id"]);
    return { table, created: true };
  }

  /**
   * Gives a table the number that the ids of imported documents contain. An empty table that has the number gets
   * another one. @throws Error when that table is not empty. Call inside a write transaction and reload afterwards
   */
  renumber(table: Table, number: number): void {
    const holder = this.tableByNumber(table.componentPath, number);
    if (holder && this.countDocuments(holder.componentPath, holder.name) > 0) {
      throw new Error(`The ids in table "${table.name}" belong to this deployment's table "${holder.name}"`);
    }
    if (holder) this.#setNumber(holder, this.#nextNumber(table.componentPath));
    this.#setNumber(table, number);
  }

  #setNumber(table: Table, number: number): void {
    this.#database.prepare("UPDATE tables SET number = ? WHERE table_id = ?").run(number, table.tableId);
    const byNumber = this.#byNumber.get(table.componentPath);
    if (byNumber?.get(table.number) === table) byNumber.delete(table.number);
    byNumber?.set(number, table);
    table.number = number;
  }

  /** Creates the tables and indexes of the schema; backfills new indexes, drops removed ones. */
  installSchema(componentPath: string, schema: ComponentSchema): void {
    for (const name of Object.keys(SYSTEM_TABLE_NUMBERS)) this.ensureTable(componentPath, name);
    for (const definition of schema.tables) this.ensureTable(componentPath, definition.tableName);
    const definitions = new Map(schema.tables.map((table) => [table.tableName, table]));
    for (const table of this.tablesOf(componentPath)) {
      const wanted = new Set(["by_creation_time", "by_id"]);
      for (const index of definitions.get(table.name)?.indexes ?? []) {
        wanted.add(index.indexDescriptor);
        this.#ensureIndex(table, index.indexDescriptor, [...index.fields, "_creationTime", "_id"]);
      }
      for (const index of table.indexes.values()) {
        if (!wanted.has(index.name)) this.#dropIndex(table, index);
      }
      const searches = definitions.get(table.name)?.searchIndexes ?? [];
      for (const search of searches) this.#ensureSearchIndex(table, search);
      for (const index of table.searchIndexes.values()) {
        if (!searches.some((search) => search.indexDescriptor === index.name)) this.#dropSearchIndex(table, index);
      }
    }
  }

  /** Applies the parts of the schema that are kept in memory only, such as validators. */
  applySchema(componentPath: string, schema: ComponentSchema): void {
    const definitions = new Map(schema.tables.map((table) => [table.tableName, table]));
    for (const table of this.tablesOf(componentPath)) {
      const definition = definitions.get(table.name);
      table.validator = schema.schemaValidation ? (definition?.documentType ?? null) : null;
    }
  }

  /** Reads everything again; needed after a rollback that removed a new table. */
  reload(): void {
    const previous = new Map(
      [...this.#components.values()].flatMap((tables) =>
        [...tables.values()].map((table) => [table.tableId, table] as const),
      ),
    );
    this.#components.clear();
    this.#byNumber.clear();
    for (const row of this.#database.prepare("SELECT * FROM tables").all()) {
      const table = this.#remember({
        tableId: Number(row.table_id),
        componentPath: String(row.component),
        number: Number(row.number),
        name: String(row.name),
      });
      const before = previous.get(table.tableId);
      if (before) table.validator = before.validator;
    }
    const tables = [...this.#components.values()].flatMap((byName) => [...byName.values()]);
    const byId = new Map(tables.map((table) => [table.tableId, table]));
    for (const row of this.#database.prepare("SELECT * FROM indexes").all()) {
      const name = String(row.name);
      byId.get(Number(row.table_id))?.indexes.set(name, {
        indexId: Number(row.index_id),
        name,
        // safe because #ensureIndex wrote the column as a JSON array of strings.
        fields: JSON.parse(String(row.fields)) as string[],
      });
    }
    for (const row of this.#database.prepare("SELECT * FROM search_indexes").all()) {
      // safe because #ensureSearchIndex wrote the column from a definition.
      const definition = JSON.parse(String(row.definition)) as SearchIndexDefinition;
      byId
        .get(Number(row.table_id))
        ?.searchIndexes.set(String(row.name), searchIndexOf(Number(row.index_id), definition));
    }
  }

  #remember({
    tableId,
    componentPath,
    number,
    name,
  }: Pick<Table, "tableId" | "componentPath" | "number" | "name">): Table {
    const table: Table = {
      tableId,
      number,
      name,
      componentPath,
      indexes: new Map(),
      searchIndexes: new Map(),
      validator: null,
    };
    let byName = this.#components.get(componentPath);
    if (!byName) this.#components.set(componentPath, (byName = new Map()));
    byName.set(name, table);
    let byNumber = this.#byNumber.get(componentPath);
    if (!byNumber) this.#byNumber.set(componentPath, (byNumber = new Map()));
    byNumber.set(number, table);
    return table;
  }

  #nextNumber(componentPath: string): number {
    const numbers = this.tablesOf(componentPath).map((table) => table.number);
    return Math.max(FIRST_USER_TABLE_NUMBER - 1, ...numbers) + 1;
  }

  #ensureIndex(table: Table, name: string, fields: readonly string[]): void {
    const existing = table.indexes.get(name);
    if (existing && existing.fields.join("\n") === fields.join("\n")) return;
    if (existing) this.#dropIndex(table, existing);
    const { lastInsertRowid } = this.#database
      .prepare("INSERT INTO indexes (table_id, name, fields) VALUES (?, ?, ?)")
      .run(table.tableId, name, JSON.stringify(fields));
    const index: TableIndex = { indexId: Number(lastInsertRowid), name, fields };
    table.indexes.set(name, index);
    for (const { row, document } of this.#documentsOf(table)) {
      this.#insertEntry.run(index.indexId, indexKey(index, document), row);
    }
  }

  #ensureSearchIndex(table: Table, definition: SearchIndexDefinition): void {
    const { indexDescriptor: name, searchField, filterFields } = definition;
    const existing = table.searchIndexes.get(name);
    const unchanged =
      existing?.searchField === searchField && existing.filterFields.join("\n") === filterFields.join("\n");
    if (unchanged) return;
    if (existing) this.#dropSearchIndex(table, existing);
    const { lastInsertRowid } = this.#database
      .prepare("INSERT INTO search_indexes (table_id, name, definition) VALUES (?, ?, ?)")
      .run(table.tableId, name, JSON.stringify(definition));
    const index = searchIndexOf(Number(lastInsertRowid), definition);
    table.searchIndexes.set(name, index);
    for (const stored of this.#documentsOf(table)) this.#postings.add(index, stored);
  }

  #dropSearchIndex(table: Table, index: SearchIndex): void {
    this.#postings.drop(index);
    this.#database.prepare("DELETE FROM search_indexes WHERE index_id = ?").run(index.indexId);
    table.searchIndexes.delete(index.name);
  }

  *#documentsOf(table: Table): Generator<{ row: number; document: EncodedDocument }, void, undefined> {
    const rows = this.#database.prepare("SELECT row, body FROM documents WHERE table_id = ?").iterate(table.tableId);
    for (const { row, body } of rows) {
      // safe because bodies are only ever written from documents.
      yield { row: Number(row), document: JSON.parse(String(body)) as EncodedDocument };
    }
  }

  #dropIndex(table: Table, index: TableIndex): void {
    this.#database.prepare("DELETE FROM index_entries WHERE index_id = ?").run(index.indexId);
    this.#database.prepare("DELETE FROM indexes WHERE index_id = ?").run(index.indexId);
    table.indexes.delete(index.name);
  }
}

function searchIndexOf(indexId: number, definition: SearchIndexDefinition): SearchIndex {
  const { indexDescriptor: name, searchField, filterFields } = definition;
  return { indexId, name, searchField, filterFields };
}
