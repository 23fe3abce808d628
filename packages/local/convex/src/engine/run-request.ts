import type { FunctionKind } from "../runtime/function-kind.ts";
import type { Caller } from "../runtime/identity.ts";
import type { MutationRequestKey } from "../store/request-log.ts";
import type { Transaction } from "../store/transaction.ts";
import type { EncodedObject } from "../values/encoded-value.ts";
import type { FunctionTarget } from "./function-address.ts";

export interface RunRequest {
  readonly target: FunctionTarget;
  readonly args: EncodedObject;
  readonly caller: Caller;
  /** Refuses functions of another kind. */
  readonly expect?: FunctionKind;
  readonly requestId?: string;
  /** Makes a repeated mutation answer as it did the first time. */
  readonly dedupe?: MutationRequestKey | null;
  readonly jobId?: string | null;
  /** Runs in the mutation's own transaction, after it. */
  readonly beforeCommit?: (transaction: Transaction) => void;
}

export type QueryRunRequest = Pick<RunRequest, "target" | "args" | "caller"> & {
  readonly journal: string | null;
};

export interface RunOutcome {
  /** The value it returned. */
  readonly json: string;
  readonly logLines: readonly string[];
  /** When it was committed; for queries and actions the state they saw last. */
  readonly timestampNs: bigint;
}
