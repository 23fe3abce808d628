import type { FunctionKind } from "../runtime/function-kind.ts";
import type { Caller } from "../runtime/identity.ts";
import type { MutationRequestKey } from "../store/request-log.ts";
import type { Transaction } from "../store/transaction.ts";
import type { EncodedObject } from "../values/encoded-value.ts";
import type { FunctionTarget } from "./function-address.ts";

export interface RunRequest {
  target: FunctionTarget;
  args: EncodedObject;
  caller: Caller;
  /** Refuses functions of another kind. */
  expect?: FunctionKind;
  requestId?: string;
  /** Makes a repeated mutation answer as it did the first time. */
  dedupe?: MutationRequestKey | null;
  jobId?: string | null;
  /** Runs in the mutation's own transaction, after it. */
  beforeCommit?: (transaction: Transaction) => void;
}

export type QueryRunRequest = Pick<RunRequest, "target" | "args" | "caller"> & {
  journal: string | null;
};

export interface RunOutcome {
  /** The value it returned. */
  json: string;
  logLines: readonly string[];
  /** When it was committed; for queries and actions the state they saw last. */
  timestampNs: bigint;
}
