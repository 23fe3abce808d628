import type { DatabaseSync, SQLOutputValue, StatementSync } from "node:sqlite";
import type { FunctionTarget } from "../engine/function-address.ts";
import type { Component } from "../runtime/component.ts";
import { FunctionError } from "../runtime/function-error.ts";
import type { Catalog } from "../store/catalog.ts";
import type { CommitClock } from "../store/commit-clock.ts";
import type { DocumentStore } from "../store/document-store.ts";
import type { Transaction } from "../store/transaction.ts";
import { encodeDocumentId, newInternalId } from "../values/document-id.ts";
import type { EncodedDocument, EncodedObject } from "../values/encoded-value.ts";

export type JobState =
  | { readonly kind: "pending" | "inProgress" | "success" | "canceled" }
  | { readonly kind: "failed"; readonly error: string };

export interface Job {
  readonly jobId: string;
  readonly componentPath: string;
  readonly target: FunctionTarget;
  readonly args: EncodedObject;
  readonly dueMs: number;
  readonly state: JobState["kind"];
  readonly attempts: number;
}

const TABLE_NAME = "_scheduled_functions";
const KEPT_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * Scheduled functions: the row that the scheduler uses and the document that the app sees, always changed together.
 *
 *   pending -> success | failed | canceled            (mutations: in their own transaction)
 *   pending -> inProgress -> success | failed | canceled   (actions)
 */
export class JobStore {
  readonly #catalog: Catalog;
  readonly #documents: DocumentStore;
  readonly #clock: CommitClock;
  readonly #statements: Record<
    "insert" | "find" | "setState" | "retry" | "due" | "nextDue" | "inProgress" | "old" | "drop",
    StatementSync
  >;

  constructor(options: { database: DatabaseSync; catalog: Catalog; documents: DocumentStore; clock: CommitClock }) {
    this.#catalog = options.catalog;
    this.#documents = options.documents;
    this.#clock = options.clock;
    const prepare = (sql: string): StatementSync => options.database.prepare(sql);
    this.#statements = {
      insert: prepare(
        `INSERT INTO jobs (job_id, component, target_component, path, args, due_ms, state)
         VALUES (?, ?, ?, ?, ?, ?, 'pending')`,
      ),
      find: prepare("SELECT * FROM jobs WHERE job_id = ?"),
      setState: prepare("UPDATE jobs SET state = ?, completed_ms = ? WHERE job_id = ?"),
      retry: prepare("UPDATE jobs SET due_ms = ?, attempts = attempts + 1 WHERE job_id = ?"),
      due: prepare("SELECT * FROM jobs WHERE state = 'pending' AND due_ms <= ? ORDER BY due_ms LIMIT ?"),
      nextDue: prepare("SELECT min(due_ms) AS due_ms FROM jobs WHERE state = 'pending'"),
      inProgress: prepare("SELECT * FROM jobs WHERE state = 'inProgress'"),
      old: prepare("SELECT * FROM jobs WHERE completed_ms < ? LIMIT 1000"),
      drop: prepare("DELETE FROM jobs WHERE job_id = ?"),
    };
  }

  /** Adds a job to the transaction; it may run after the commit. */
  schedule(
    transaction: Transaction,
    job: { component: Component; target: FunctionTarget; args: EncodedObject; dueMs: number },
  ): string {
    const { table } = this.#catalog.ensureTable(job.component.path, TABLE_NAME);
    const document: EncodedDocument = {
      name: job.target.path.replace(":", ".js:"),
      args: [job.args],
      scheduledTime: job.dueMs,
      state: { kind: "pending" },
      _id: encodeDocumentId(table.number, newInternalId(transaction.beginMs)),
      _creationTime: this.#clock.nextCreationMs(transaction.beginMs),
    };
    this.#documents.insert(transaction, table, document);
    this.#statements.insert.run(
      document._id,
      job.component.path,
      job.target.componentPath,
      job.target.path,
      JSON.stringify(job.args),
      job.dueMs,
    );
    transaction.scheduledJobs.push({ jobId: document._id, dueMs: job.dueMs });
    return document._id;
  }

  /** @throws FunctionError when the id is not a job of this component */
  cancel(transaction: Transaction, component: Component, jobId: string): void {
    const job = this.find(jobId);
    if (!job || job.componentPath !== component.path) {
      throw new FunctionError(`Cannot cancel ${jobId}: it is not a scheduled function`);
    }
    if (job.state === "pending" || job.state === "inProgress") {
      this.setState(transaction, job, { kind: "canceled" });
    }
  }

  setState(transaction: Transaction, job: Job, state: JobState): void {
    const completed = state.kind !== "pending" && state.kind !== "inProgress";
    const completedMs = completed ? Date.now() : null;
    this.#statements.setState.run(state.kind, completedMs, job.jobId);
    const table = this.#catalog.table(job.componentPath, TABLE_NAME);
    const stored = table && this.#documents.get(transaction, table, job.jobId);
    if (!table || !stored) return;
    const after: EncodedDocument = {
      ...stored.document,
      state,
      ...(completedMs === null ? {} : { completedTime: completedMs }),
    };
    this.#documents.update(transaction, table, { before: stored, after });
  }

  retryAt(transaction: Transaction, job: Job, dueMs: number): void {
    this.#statements.retry.run(dueMs, job.jobId);
    transaction.scheduledJobs.push({ jobId: job.jobId, dueMs });
  }

  /** Deletes jobs that finished more than a week ago. */
  forgetOld(transaction: Transaction, nowMs: number): void {
    for (const row of this.#statements.old.all(nowMs - KEPT_MS)) {
      const job = jobOf(row);
      this.#statements.drop.run(job.jobId);
      const table = this.#catalog.table(job.componentPath, TABLE_NAME);
      const stored = table && this.#documents.get(transaction, table, job.jobId);
      if (table && stored) this.#documents.delete(transaction, table, stored);
    }
  }

  find(jobId: string): Job | null {
    const row = this.#statements.find.get(jobId);
    return row ? jobOf(row) : null;
  }

  due(nowMs: number, limit: number): Job[] {
    return this.#statements.due.all(nowMs, limit).map(jobOf);
  }

  nextDueMs(): number | null {
    const dueMs = this.#statements.nextDue.get()?.due_ms;
    return typeof dueMs === "number" ? dueMs : null;
  }

  inProgress(): Job[] {
    return this.#statements.inProgress.all().map(jobOf);
  }
}

function jobOf(row: Record<string, SQLOutputValue>): Job {
  return {
    jobId: String(row.job_id),
    componentPath: String(row.component),
    target: { componentPath: String(row.target_component), path: String(row.path) },
    // safe because schedule() wrote the column from an object.
    args: JSON.parse(String(row.args)) as EncodedObject,
    dueMs: Number(row.due_ms),
    // safe because only schedule() and setState() write the column.
    state: String(row.state) as JobState["kind"],
    attempts: Number(row.attempts),
  };
}
