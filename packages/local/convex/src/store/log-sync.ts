import { closeSync, fdatasync, openSync } from "node:fs";

/** Puts on disk, off the thread, what has been written to a file so far. */
export class LogSync {
  readonly #file: number;

  /** `path` stays the same file while the database is open: SQLite keeps its write-ahead log until the last connection closes. */
  constructor(path: string) {
    this.#file = openSync(path, "r+");
  }

  /** Rejects when the system could not write: nobody knows then what is on disk. */
  run(): Promise<void> {
    return new Promise((resolve, reject) => {
      fdatasync(this.#file, (error) => (error ? reject(error) : resolve()));
    });
  }

  close(): void {
    closeSync(this.#file);
  }
}
