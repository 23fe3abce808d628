import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createTables } from "./create-tables.ts";
import { DataDirectoryInUseError } from "./data-directory-in-use-error.ts";

/** `full`: acknowledged writes survive a crash of the machine; `normal`: only a crash of the process. */
export type Durability = "full" | "normal";

const FILE_NAME = "convex-local.sqlite3";
const READERS_GONE_MS = 10_000;

/** Opens (or creates) the database file for the process that writes it. A commit is in its log, not yet on disk. */
export function openDatabase(dataDirectory: string): DatabaseSync {
  // The isolates of a killed process end a moment after it and may lock the file until then.
  const database = new DatabaseSync(join(dataDirectory, FILE_NAME), { timeout: READERS_GONE_MS });
  try {
    const mode = database.prepare("PRAGMA journal_mode = WAL").get()?.journal_mode;
    if (mode !== "wal")
      throw new Error(`the file system of ${dataDirectory} does not support SQLite's write-ahead log`);
    database.exec(`
      PRAGMA wal_autocheckpoint = 16000;
      PRAGMA synchronous = NORMAL;
      PRAGMA cache_size = -65536;
      PRAGMA temp_store = MEMORY;
    `);
    createTables(database);
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
}

/** The write-ahead log, where commits are written first. */
export function logPath(dataDirectory: string): string {
  return join(dataDirectory, `${FILE_NAME}-wal`);
}

/** Opens the same file to read snapshots while another process writes it. */
export function openSnapshots(dataDirectory: string): DatabaseSync {
  const database = new DatabaseSync(join(dataDirectory, FILE_NAME), { readOnly: true });
  database.exec("PRAGMA cache_size = -32768; PRAGMA temp_store = MEMORY; PRAGMA busy_timeout = 5000;");
  return database;
}

/**
 * Claims the directory for this process until the returned database is closed. The kernel holds the lock, so a killed
 * process leaves no lock behind.
 * @throws DataDirectoryInUseError when another process has claimed it
 */
export function claimDirectory(dataDirectory: string): DatabaseSync {
  mkdirSync(dataDirectory, { recursive: true });
  const claim = new DatabaseSync(join(dataDirectory, "claim.sqlite3"));
  try {
    claim.exec("PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE;");
  } catch (error) {
    claim.close();
    if (error instanceof Error && /locked|busy/i.test(error.message)) {
      throw new DataDirectoryInUseError(dataDirectory);
    }
    throw error;
  }
  return claim;
}
