import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Catalog } from "./catalog.ts";
import type { CommitClock } from "./commit-clock.ts";
import { newTransaction, type Transaction } from "./transaction.ts";

type Settle = () => void;

interface Write {
  readonly kind: "write";
  readonly run: (transaction: Transaction) => Promise<{ settle: Settle; kept: boolean }>;
  readonly fail: (error: unknown) => void;
}

type Task = { readonly kind: "read"; readonly run: (transaction: Transaction) => Promise<Settle> } | Write;

export interface CommitQueueOptions {
  readonly database: DatabaseSync;
  readonly clock: CommitClock;
  readonly catalog: Catalog;
  /** Flushes commits to disk. */
  readonly sync: () => Promise<void>;
  /** A transaction is in the file and visible to readers in other processes, but not yet on disk. */
  readonly onCommit: (transaction: Transaction) => void;
  /** A transaction is on disk. */
  readonly onDurable: (transaction: Transaction) => void;
  /** The disk failed during a commit: only a restart can tell what was stored. */
  readonly onLost: (error: unknown) => void;
}

const MAX_GROUP_TASKS = 64;
const MAX_GROUP_MS = 20;
/** A disk faster than this is waited for: fewer, larger groups save more than running writes meanwhile. */
const QUICK_SYNC_MS = 1.5;

/**
 * The only place where transactions run, strictly one at a time. Waiting writes are committed as a group. While a
 * slow disk stores a group the next one runs, and is committed when the disk is done. Callers are answered and readers
 * notified only when everything that they have seen is on disk.
 */
export class CommitQueue {
  readonly #options: CommitQueueOptions;
  readonly #statements: Record<"begin" | "commit" | "rollback" | "mark" | "keep" | "undo", StatementSync>;
  readonly #tasks: Task[] = [];
  #running = false;
  /** The commit that is being flushed; null when all commits are on disk. */
  #syncing: Promise<void> | null = null;
  /** Ends a group's wait for more writes. */
  #rouse: (() => void) | null = null;
  /** Moving average of the flush time. */
  #syncMs = 0;

  constructor(options: CommitQueueOptions) {
    this.#options = options;
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

  /** Runs `body` and resolves when its writes are on disk; if it throws, they are rolled back. */
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
            return { settle: () => resolve(value), kept: true };
          } catch (error) {
            this.#statements.undo.run();
            this.#statements.keep.run();
            if (transaction.createdTables) this.#options.catalog.reload();
            return { settle: () => reject(error), kept: false };
          }
        },
      });
    });
  }

  /** Resolves when everything that a reader in another process can have seen by now is on disk. */
  async durable(): Promise<void> {
    await this.#syncing;
  }

  #push(task: Task): void {
    this.#tasks.push(task);
    this.#rouse?.();
    if (this.#running) return;
    this.#running = true;
    // After this turn of the event loop, so that requests that arrived together form one group.
    setImmediate(() => void this.#drain());
  }

  async #drain(): Promise<void> {
    for (let task = this.#tasks.shift(); task; task = this.#tasks.shift()) {
      if (task.kind === "read") {
        const settle = await task.run(newTransaction(this.#options.clock.committedNs, Date.now()));
        if (this.#syncing) void this.#syncing.then(settle);
        else settle();
      } else {
        if (this.#syncMs < QUICK_SYNC_MS) await this.#syncing;
        await this.#runGroup(task);
        // Lets waiting requests in: they form the next group, and none starves behind a busy action.
        await nextTurn();
      }
    }
    this.#running = false;
  }

  async #runGroup(first: Write): Promise<void> {
    const { clock, onCommit } = this.#options;
    const members: Write[] = [];
    const transactions: Transaction[] = [];
    const settles: Settle[] = [];
    const startedMs = performance.now();
    const timestampNs = clock.candidateNs();
    try {
      this.#statements.begin.run();
      for (let next: Write | null = first; next; next = await this.#nextMember()) {
        members.push(next);
        const transaction = newTransaction(timestampNs, Date.now());
        const { settle, kept } = await next.run(transaction);
        if (kept) transactions.push(transaction);
        settles.push(settle);
        if (members.length >= MAX_GROUP_TASKS || performance.now() - startedMs >= MAX_GROUP_MS) break;
      }
      await this.#syncing;
      clock.record(timestampNs);
      this.#statements.commit.run();
    } catch (error) {
      this.#abandon(members, error);
      return;
    }
    clock.commit(timestampNs);
    transactions.forEach(onCommit);
    this.#syncing = this.#putOnDisk({ timestampNs, transactions, settles, members });
  }

  /** The next waiting write, or one that arrives while the disk is busy; null when the group must be committed. */
  async #nextMember(): Promise<Write | null> {
    while (this.#tasks.length === 0 && this.#syncing) {
      const pushed = new Promise<void>((resolve) => (this.#rouse = resolve));
      await Promise.race([this.#syncing, pushed]);
      this.#rouse = null;
    }
    const next = this.#tasks[0];
    if (next?.kind !== "write") return null;
    this.#tasks.shift();
    return next;
  }

  async #putOnDisk(group: {
    timestampNs: bigint;
    transactions: readonly Transaction[];
    settles: readonly Settle[];
    members: readonly Write[];
  }): Promise<void> {
    const { clock, sync, onDurable, onLost } = this.#options;
    const startedMs = performance.now();
    try {
      await sync();
    } catch (error) {
      for (const member of group.members) member.fail(error);
      onLost(error);
      return;
    } finally {
      this.#syncing = null;
    }
    this.#syncMs += (performance.now() - startedMs - this.#syncMs) / 8;
    clock.publish(group.timestampNs);
    group.transactions.forEach(onDurable);
    for (const settle of group.settles) settle();
  }

  /** The commit failed: nothing of the group is stored, so all its writes fail. */
  #abandon(members: readonly Write[], error: unknown): void {
    try {
      this.#statements.rollback.run();
    } catch {
      // SQLite has already rolled back on its own (disk full, I/O error).
    }
    this.#options.catalog.reload();
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
