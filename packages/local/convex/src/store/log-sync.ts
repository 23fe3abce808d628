import { closeSync, fdatasync, openSync } from "node:fs";

/** Flushes everything written to a file to disk, without blocking the thread. */
export class LogSync {
  readonly #file: number;

  /** `path` is a write-ahead log; SQLite keeps the same file until the last connection to the database closes. */
  constructor(path: string) {
    this.#file = openSync(path, "r+");
  }

  /** Rejects when the write fails: what is on disk is then unknown. */
  run(): Promise<void> {
    return new Promise((resolve, reject) => {
      fdatasync(this.#file, (error) => (error ? reject(error) : resolve()));
    });
  }

  close(): void {
    closeSync(this.#file);
  }
}
