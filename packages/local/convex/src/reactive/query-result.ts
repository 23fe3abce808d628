import type { FunctionError } from "../runtime/function-error.ts";
import type { ReadSet } from "../store/transaction.ts";

/** What a query answered, and what it read to do so. */
export interface QueryResult {
  /** False once something it read has changed. */
  valid: boolean;
  readonly outcome:
    | { readonly ok: true; readonly json: string }
    | { readonly ok: false; readonly error: FunctionError };
  readonly logLines: readonly string[];
  /** Opaque to clients: where a page ended. */
  readonly journal: string | null;
  readonly reads: ReadSet;
  /** Told when it stops being valid. */
  readonly watchers: Set<(result: QueryResult) => void>;
}
