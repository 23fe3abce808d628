import type { DatabaseSync, StatementSync } from "node:sqlite";

const KEPT_MS = 14 * 24 * 60 * 60 * 1000;

/** Identifies a mutation sent over a WebSocket: after a reconnect the client repeats it with the same key. */
export interface MutationRequestKey {
  readonly sessionId: string;
  readonly requestId: number;
}

/** Answers of committed mutations, so that a repeated request gets the same answer and does not run again. */
export class RequestLog {
  readonly #find: StatementSync;
  readonly #record: StatementSync;
  readonly #forget: StatementSync;

  constructor(database: DatabaseSync) {
    this.#find = database.prepare(
      "SELECT response, timestamp_ns FROM request_log WHERE session_id = ? AND request_id = ?",
    );
    this.#record = database.prepare("INSERT INTO request_log VALUES (?, ?, ?, ?, ?)");
    this.#forget = database.prepare("DELETE FROM request_log WHERE recorded_ms < ?");
  }

  find(key: MutationRequestKey): { json: string; timestampNs: bigint } | null {
    const row = this.#find.get(key.sessionId, key.requestId);
    if (row === undefined) return null;
    return { json: String(row.response), timestampNs: BigInt(String(row.timestamp_ns)) };
  }

  /** Call inside the mutation's own transaction. */
  record(key: MutationRequestKey, answer: { json: string; timestampNs: bigint }): void {
    this.#record.run(key.sessionId, key.requestId, answer.json, String(answer.timestampNs), Date.now());
  }

  /** Call inside a write transaction. */
  forgetOld(nowMs: number): void {
    this.#forget.run(nowMs - KEPT_MS);
  }
}
