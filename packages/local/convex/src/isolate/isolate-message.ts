import type { QueryRunRequest } from "../engine/run-request.ts";
import type { ReadSet } from "../store/transaction.ts";
import type { EncodedValue } from "../values/encoded-value.ts";

/** What an isolate is started with. */
export interface IsolateSettings {
  readonly dataDirectory: string;
  readonly cloudUrl: string;
  readonly siteUrl: string;
  /** CPU time one function may use. */
  readonly cpuLimitMs: number;
  /** How long a function may wait for what never comes. */
  readonly waitLimitMs: number;
  readonly memoryLimitMb: number;
}

/** Isolates do what they are told in the order they are told it. */
export type IsolateCommand =
  | { readonly type: "query"; readonly callId: number; readonly request: QueryRunRequest }
  /** A push or the environment changed. */
  | { readonly type: "reload-program" }
  /** A write made a table. */
  | { readonly type: "reload-catalog" };

/** How a query ended, on which snapshot, and what it read. */
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
