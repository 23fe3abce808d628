import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Catalog } from "./catalog.ts";
import type { CommitClock } from "./commit-clock.ts";
import { newTransaction, type Transaction } from "./transaction.ts";

type Settle = () => void;

type Task =
  | { kind: "read"; run: (transaction: Transaction) => Promise<Settle> }
  | { kind: "write"; run: (transaction: Transaction) => Promise<Settle>; fail: (error: unknown) => void };

const maxGroupTasks = 64;
const maxGroupMs = 20;

/**
 * The one place where transactions run: strictly one after the other. Writes that wait together are
 * committed together, so that they share one fsync; nobody is answered before the commit.
 */
export class CommitQueue {
  readonly #clock: CommitClock;
  readonly #catalog: Catalog;
  readonly #onCommit: (transaction: Transaction) => void;
  readonly #statements: { [name in "begin" | "commit" | "rollback" | "mark" | "keep" | "undo"]: StatementSync };
  readonly #tasks: Task[] = [];
  #running = false;

  constructor(options: {
    database: DatabaseSync;
    clock: CommitClock;
    catalog: Catalog;
    onCommit: (transaction: Transaction) => void;
  }) {
    this.#clock = options.clock;
    this.#catalog = options.catalog;
    this.#onCommit = options.onCommit;
    const prepare = (sql: string): StatementSync => options.database.prepare(sql);
    this.#statements = {
      begin: prepare("BEGIN IMMEDIATE"),
      commit: prepare("COMMIT"),
      rollback: prepare("ROLLBACK"),
      mark: prepare("SAVEPOINT member"),
      keep: prepare("RELEASE member"),
      undo: prepare("ROLLBACK TO member"),
    };
  }

  /** Runs `body` on the state of the last commit. */
  read<T>(body: (transaction: Transaction) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#push({ kind: "read", run: (transaction) => settled(body(transaction), resolve, reject) });
    });
  }

  /** Runs `body` and resolves once what it wrote is on disk; nothing of it remains if it throws. */
  write<T>(body: (transaction: Transaction) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#push({
        kind: "write",
        fail: reject,
        run: async (transaction) => {
          this.#statements.mark.run();
          try {
            const value = await body(transaction);
            this.#statements.keep.run();
            return () => {
              this.#onCommit(transaction);
              resolve(value);
            };
          } catch (error) {
            this.#statements.undo.run();
            this.#statements.keep.run();
            if (transaction.createdTables) this.#catalog.reload();
            return () => reject(error);
          }
        },
      });
    });
  }

  #push(task: Task): void {
    this.#tasks.push(task);
    if (this.#running) return;
    this.#running = true;
    // Later than this turn of the event loop, so that requests that arrived together form one group.
    setImmediate(() => void this.#drain());
  }

  async #drain(): Promise<void> {
    for (let task = this.#tasks.shift(); task; task = this.#tasks.shift()) {
      if (task.kind === "read") {
        const settle = await task.run(newTransaction(this.#clock.latestNs, Date.now()));
        settle();
      } else {
        await this.#commitGroup(task);
        // Lets waiting requests in: they form the next group, and nobody starves behind a busy action.
        await nextTurn();
      }
    }
    this.#running = false;
  }

  async #commitGroup(first: Task & { kind: "write" }): Promise<void> {
    const members: (Task & { kind: "write" })[] = [];
    const settles: Settle[] = [];
    const startedMs = performance.now();
    try {
      const timestampNs = this.#clock.candidateNs();
      this.#statements.begin.run();
      for (let next: Task | undefined = first; next?.kind === "write"; next = this.#tasks[0]) {
        if (next !== first) this.#tasks.shift();
        members.push(next);
        settles.push(await next.run(newTransaction(timestampNs, Date.now())));
        if (members.length >= maxGroupTasks) break;
        if (performance.now() - startedMs >= maxGroupMs) break;
      }
      this.#clock.record(timestampNs);
      this.#statements.commit.run();
      this.#clock.advance(timestampNs);
    } catch (error) {
      this.#abandon(members, error);
      return;
    }
    for (const settle of settles) settle();
  }

  /** The disk refused: nothing of the group is there, so all of its members are told so. */
  #abandon(members: readonly (Task & { kind: "write" })[], error: unknown): void {
    try {
      this.#statements.rollback.run();
    } catch {
      // SQLite has already rolled back on its own (disk full, I/O error).
    }
    this.#catalog.reload();
    for (const member of members) member.fail(error);
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

async function settled<T>(
  running: Promise<T>,
  resolve: (value: T) => void,
  reject: (error: unknown) => void,
): Promise<Settle> {
  try {
    const value = await running;
    return () => resolve(value);
  } catch (error) {
    return () => reject(error);
  }
}
