import type { FunctionError } from "../runtime/function-error.ts";
import type { ReadSet } from "../store/transaction.ts";

/** What a query answered, and what it read to do so. */
export interface QueryResult {
  /** False once something it read has changed. */
  valid: boolean;
  outcome: { ok: true; json: string } | { ok: false; error: FunctionError };
  logLines: readonly string[];
  /** Opaque to clients: where a page ended. */
  journal: string | null;
  readonly reads: ReadSet;
  /** Told when it stops being valid. */
  readonly watchers: Set<(result: QueryResult) => void>;
}
