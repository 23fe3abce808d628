import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createTables } from "./create-tables.ts";
import { DataDirectoryInUseError } from "./data-directory-in-use-error.ts";

/** `full`: what is acknowledged survives the machine. `normal`: it survives the process. */
export type Durability = "full" | "normal";

const FILE_NAME = "convex-local.sqlite3";
const READERS_GONE_MS = 10_000;

/** Opens (or creates) the one database file of a deployment, for the one process that writes it. A commit is in its log, not yet on disk. */
export function openDatabase(dataDirectory: string): DatabaseSync {
  // Readers of a process that was killed end a moment after it; until then the file is theirs, too.
  const database = new DatabaseSync(join(dataDirectory, FILE_NAME), { timeout: READERS_GONE_MS });
  try {
    const mode = database.prepare("PRAGMA journal_mode = WAL").get()?.journal_mode;
    if (mode !== "wal") throw new Error(`the file system of ${dataDirectory} bears no write-ahead log of SQLite`);
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

/** Where commits are written first. */
export function logPath(dataDirectory: string): string {
  return join(dataDirectory, `${FILE_NAME}-wal`);
}

/** Opens the same file for reading snapshots of it, beside its writer. */
export function openSnapshots(dataDirectory: string): DatabaseSync {
  const database = new DatabaseSync(join(dataDirectory, FILE_NAME), { readOnly: true });
  database.exec("PRAGMA cache_size = -32768; PRAGMA temp_store = MEMORY; PRAGMA busy_timeout = 5000;");
  return database;
}

/**
 * Claims the directory for this process until the answer is closed. The lock is the kernel's, so a killed process
 * leaves nothing behind that would keep the next one out.
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
