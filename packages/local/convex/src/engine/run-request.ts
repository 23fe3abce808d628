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
  /** A repeated mutation with the same key gets the first answer again. */
  readonly dedupe?: MutationRequestKey | null;
  readonly jobId?: string | null;
  /** Runs in the mutation's transaction, after the mutation. */
  readonly beforeCommit?: (transaction: Transaction) => void;
}

export type QueryRunRequest = Pick<RunRequest, "target" | "args" | "caller"> & {
  readonly journal: string | null;
};

export interface RunOutcome {
  /** The returned value, as JSON. */
  readonly json: string;
  readonly logLines: readonly string[];
  /** Commit time of a mutation; for queries and actions, of the last state that they saw. */
  readonly timestampNs: bigint;
}
