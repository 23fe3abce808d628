import type { FunctionError } from "../runtime/function-error.ts";
import type { ReadSet } from "../store/transaction.ts";

/** The result of a query, and what it read. */
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
  /** Called when the result stops being valid. */
  readonly watchers: Set<(result: QueryResult) => void>;
}
