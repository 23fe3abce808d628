import type { QueryRunRequest } from "../engine/run-request.ts";
import type { ReadSet } from "../store/transaction.ts";
import type { EncodedValue } from "../values/encoded-value.ts";

/** What an isolate is started with. */
export interface IsolateSettings {
  dataDirectory: string;
  cloudUrl: string;
  siteUrl: string;
  /** CPU time one function may use. */
  cpuLimitMs: number;
  /** How long a function may wait for what never comes. */
  waitLimitMs: number;
  memoryLimitMb: number;
}

/** Isolates do what they are told in the order they are told it. */
export type IsolateCommand =
  | { type: "query"; callId: number; request: QueryRunRequest }
  /** A push or the environment changed. */
  | { type: "reload-program" }
  /** A write made a table. */
  | { type: "reload-catalog" };

/** How a query ended, on which snapshot, and what it read. */
export interface QueryAnswer {
  outcome: { ok: true; json: string } | { ok: false; message: string; data: EncodedValue | undefined };
  logLines: readonly string[];
  journal: string | null;
  reads: ReadSet;
  observedIdentity: boolean;
  timestampNs: bigint;
}

export type IsolateReport =
  /** The program is loaded. */
  { type: "ready" } | { type: "answer"; callId: number; answer: QueryAnswer } | { type: "log"; line: string };
