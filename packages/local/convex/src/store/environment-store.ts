import type { DatabaseSync } from "node:sqlite";

/** The deployment's environment variables, as set by `npx convex env set`. */
export class EnvironmentStore {
  readonly #database: DatabaseSync;
  readonly #values = new Map<string, string>();

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.reload();
  }

  /** Reads everything again; needed when another process sets the variables. */
  reload(): void {
    this.#values.clear();
    for (const row of this.#database.prepare("SELECT name, value FROM environment").all()) {
      this.#values.set(String(row.name), String(row.value));
    }
  }

  get(name: string): string | undefined {
    return this.#values.get(name);
  }

  entries(): [string, string][] {
    return [...this.#values].sort(([left], [right]) => (left < right ? -1 : 1));
  }

  /** Call inside a write transaction; a null value deletes. */
  update(changes: readonly { name: string; value: string | null }[]): void {
    const put = this.#database.prepare("INSERT OR REPLACE INTO environment VALUES (?, ?)");
    const remove = this.#database.prepare("DELETE FROM environment WHERE name = ?");
    for (const { name, value } of changes) {
      if (value === null) {
        remove.run(name);
        this.#values.delete(name);
      } else {
        put.run(name, value);
        this.#values.set(name, value);
      }
    }
  }
}
