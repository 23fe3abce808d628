import type { DatabaseSync } from "node:sqlite";

const SCHEMA_VERSION = 2;

/** Creates every table of the database file. Idempotent; refuses a file of a later version. */
export function createTables(database: DatabaseSync): void {
  const version = database.prepare("PRAGMA user_version").get()?.user_version;
  if (typeof version === "number" && version > SCHEMA_VERSION) {
    throw new Error(`the data was written by a newer convex-local (format ${version})`);
  }
  database.exec(`
    BEGIN IMMEDIATE;
    CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS tables (
      table_id INTEGER PRIMARY KEY, component TEXT NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL,
      UNIQUE (component, name), UNIQUE (component, number));
    CREATE TABLE IF NOT EXISTS indexes (
      index_id INTEGER PRIMARY KEY, table_id INTEGER NOT NULL, name TEXT NOT NULL, fields TEXT NOT NULL,
      UNIQUE (table_id, name));
    CREATE TABLE IF NOT EXISTS documents (
      row INTEGER PRIMARY KEY, table_id INTEGER NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL,
      UNIQUE (table_id, id));
    CREATE TABLE IF NOT EXISTS index_entries (
      index_id INTEGER NOT NULL, key BLOB NOT NULL, row INTEGER NOT NULL,
      PRIMARY KEY (index_id, key)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS search_indexes (
      index_id INTEGER PRIMARY KEY, table_id INTEGER NOT NULL, name TEXT NOT NULL, definition TEXT NOT NULL,
      UNIQUE (table_id, name));
    CREATE TABLE IF NOT EXISTS search_postings (
      index_id INTEGER NOT NULL, scope BLOB NOT NULL, term TEXT NOT NULL, row INTEGER NOT NULL,
      frequency INTEGER NOT NULL, words INTEGER NOT NULL,
      PRIMARY KEY (index_id, scope, term, row)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS search_scopes (
      index_id INTEGER NOT NULL, scope BLOB NOT NULL, documents INTEGER NOT NULL, words INTEGER NOT NULL,
      PRIMARY KEY (index_id, scope)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS environment (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS jobs (
      job_id TEXT PRIMARY KEY, component TEXT NOT NULL, target_component TEXT NOT NULL, path TEXT NOT NULL,
      args TEXT NOT NULL, due_ms REAL NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
      completed_ms REAL) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS jobs_by_state ON jobs (state, due_ms);
    CREATE TABLE IF NOT EXISTS crons (
      component TEXT NOT NULL, name TEXT NOT NULL, spec TEXT NOT NULL, next_run_ms REAL NOT NULL,
      running INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (component, name)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS request_log (
      session_id TEXT NOT NULL, request_id INTEGER NOT NULL, response TEXT NOT NULL,
      timestamp_ns TEXT NOT NULL, recorded_ms REAL NOT NULL,
      PRIMARY KEY (session_id, request_id)) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS request_log_by_age ON request_log (recorded_ms);
    CREATE TABLE IF NOT EXISTS files (
      uuid TEXT PRIMARY KEY, storage_id TEXT NOT NULL UNIQUE, content BLOB NOT NULL) WITHOUT ROWID;
    PRAGMA user_version = ${SCHEMA_VERSION};
    COMMIT;
  `);
}
