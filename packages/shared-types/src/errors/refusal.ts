import type { ProofChallenge } from "../identity/proof-challenge.ts";
import type { ErrorCode } from "./error-table.ts";

/** An expected "no", as a value. Times are Unix milliseconds, durations milliseconds. */
export interface Refusal {
  readonly code: ErrorCode;
  /** The limit that refused, e.g. `user.turns_per_day`, `service.spend_per_day`, `ip.burst`. */
  readonly scope?: string | undefined;
  /** A sentence for the user, where the table's sentence is too general. */
  readonly message?: string | undefined;
  readonly limit?: number | undefined;
  readonly remaining?: number | undefined;
  readonly resetAtMs?: number | undefined;
  readonly retryAfterMs?: number | undefined;
  /** True when a larger plan would have admitted this. */
  readonly upgrade?: boolean | undefined;
  /** With `proof_required`: the challenge to solve. */
  readonly challenge?: ProofChallenge | undefined;
}
