import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

export interface Inspection {
  /** Empty when SQLite finds the file intact and every document has exactly its index entries. */
  readonly corruptions: readonly string[];
  /** How often each trace was stored, read without the engine. */
  readonly traces: ReadonlyMap<string, number>;
}

/** Inspects the data of a deployment that is not running. */
export function inspectData(dataDirectory: string): Inspection {
  // The isolates of a killed deployment end a moment after it.
  const database = new DatabaseSync(join(dataDirectory, "convex-local.sqlite3"), { timeout: 10_000 });
  try {
    const corruptions: string[] = [];
    const integrity = database.prepare("PRAGMA integrity_check").get()?.integrity_check;
    if (integrity !== "ok") corruptions.push(String(integrity));
    const wanted = count(
      database,
      "SELECT count(*) AS n FROM documents JOIN indexes ON indexes.table_id = documents.table_id",
    );
    const entries = count(
      database,
      `SELECT count(*) AS n FROM index_entries
       JOIN documents ON documents.row = index_entries.row JOIN indexes ON indexes.index_id = index_entries.index_id
       AND indexes.table_id = documents.table_id`,
    );
    const all = count(database, "SELECT count(*) AS n FROM index_entries");
    if (entries !== wanted || all !== wanted) corruptions.push(`${all} index entries, ${wanted} wanted`);
    const traces = new Map<string, number>();
    const rows = database
      .prepare(
        `SELECT json_extract(body, '$.name') AS name, count(*) AS n FROM documents
         JOIN tables ON tables.table_id = documents.table_id WHERE tables.name = 'tallies' GROUP BY 1`,
      )
      .iterate();
    for (const { name, n } of rows) traces.set(String(name), Number(n));
    return { corruptions, traces };
  } finally {
    database.close();
  }
}

function count(database: DatabaseSync, sql: string): number {
  return Number(database.prepare(sql).get()?.n);
}
