import type { DatabaseSync, StatementSync } from "node:sqlite";

/** Single values of the deployment that have no separate table. */
export class Settings {
  readonly #read: StatementSync;
  readonly #write: StatementSync;

  constructor(database: DatabaseSync) {
    this.#read = database.prepare("SELECT value FROM settings WHERE name = ?");
    this.#write = database.prepare(
      "INSERT INTO settings VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    );
  }

  get(name: string): string | null {
    const value = this.#read.get(name)?.value;
    return typeof value === "string" ? value : null;
  }

  set(name: string, value: string): void {
    this.#write.run(name, value);
  }
}
