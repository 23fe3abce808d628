import type { ProofChallenge } from "../identity/proof-challenge.ts";
import type { ErrorCode } from "./error-table.ts";

/** An expected "no", as a value. All times are Unix milliseconds, all durations milliseconds. */
export interface Refusal {
  readonly code: ErrorCode;
  /** Which limit said no, e.g. `user.turns_per_day`, `service.spend_per_day`, `ip.burst`. */
  readonly scope?: string | undefined;
  /** A sentence for the person, where the table's is too general. */
  readonly message?: string | undefined;
  readonly limit?: number | undefined;
  readonly remaining?: number | undefined;
  readonly resetAtMs?: number | undefined;
  readonly retryAfterMs?: number | undefined;
  /** True when a larger plan would have admitted this. */
  readonly upgrade?: boolean | undefined;
  /** With `proof_required`: what to solve. */
  readonly challenge?: ProofChallenge | undefined;
}
