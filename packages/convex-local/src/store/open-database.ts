import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createTables } from "./create-tables.ts";
import { DataDirectoryInUseError } from "./data-directory-in-use-error.ts";

export type Durability = "full" | "normal";

/**
 * Opens (or creates) the one database file of a deployment. The exclusive lock is the kernel's, so a killed
 * process leaves nothing behind that would keep the next one out.
 * @throws DataDirectoryInUseError when another process has it open
 */
export function openDatabase(dataDirectory: string, durability: Durability): DatabaseSync {
  const inMemory = dataDirectory === ":memory:";
  if (!inMemory) mkdirSync(dataDirectory, { recursive: true });
  const path = inMemory ? ":memory:" : join(dataDirectory, "convex-local.sqlite3");
  const database = new DatabaseSync(path);
  try {
    database.exec(`
      PRAGMA locking_mode = EXCLUSIVE;
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = ${durability === "full" ? "FULL" : "NORMAL"};
      PRAGMA cache_size = -65536;
      PRAGMA temp_store = MEMORY;
    `);
    createTables(database);
  } catch (error) {
    database.close();
    if (error instanceof Error && /locked|busy/i.test(error.message)) {
      throw new DataDirectoryInUseError(dataDirectory);
    }
    throw error;
  }
  return database;
}
