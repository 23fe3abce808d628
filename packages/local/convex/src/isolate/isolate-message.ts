import type { QueryRunRequest } from "../engine/run-request.ts";
import type { ReadSet } from "../store/transaction.ts";
import type { EncodedValue } from "../values/encoded-value.ts";

/** The settings that an isolate is started with. */
export interface IsolateSettings {
  readonly dataDirectory: string;
  readonly cloudUrl: string;
  readonly siteUrl: string;
  /** CPU time limit of one function. */
  readonly cpuLimitMs: number;
  /** Time limit of one function, waiting included. */
  readonly waitLimitMs: number;
  readonly memoryLimitMb: number;
}

/** Isolates process commands in the order in which they were sent. */
export type IsolateCommand =
  | { readonly type: "query"; readonly callId: number; readonly request: QueryRunRequest }
  /** A push or the environment changed. */
  | { readonly type: "reload-program" }
  /** A write created a table. */
  | { readonly type: "reload-catalog" };

/** The outcome of a query, its snapshot and what it read. */
export interface QueryAnswer {
  readonly outcome:
    | { readonly ok: true; readonly json: string }
    | { readonly ok: false; readonly message: string; readonly data: EncodedValue | undefined };
  readonly logLines: readonly string[];
  readonly journal: string | null;
  readonly reads: ReadSet;
  readonly observedIdentity: boolean;
  readonly timestampNs: bigint;
}

export type IsolateReport =
  /** The program is loaded. */
  | { readonly type: "ready" }
  | { readonly type: "answer"; readonly callId: number; readonly answer: QueryAnswer }
  | { readonly type: "log"; readonly line: string };
