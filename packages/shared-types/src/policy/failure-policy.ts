/**
 * What happens when a dependency does not answer: one row for each dependency and use, with the longest wait.
 * Every row has a drill (docs/design/admission.md names it). An answer made without a dependency says so: header `x-sendcat-degraded`, and
 * `degraded` in the turn's event.
 */
export interface FailurePolicy {
  /**
   * Redis, admission of a turn. `closed`: refused with `capacity_saturated`, scope `redis`; money is never spent uncounted.
   * `open`: this process admits by itself, up to `limiter`; only the ledger counts what it admits.
   */
  readonly admission: { readonly waitMs: number } & (
    | { readonly mode: "closed" }
    | { readonly mode: "open"; readonly limiter: ProcessAdmissionLimit }
  );
  /** Redis, settling a turn: the answer waits no longer than this; Convex settles it later from the ledger. */
  readonly settlement: { readonly mode: "later"; readonly waitMs: number };
  /** Redis, plain throttles. `open`: the same limits, counted by this process only. `closed`: refused. */
  readonly throttle: { readonly mode: "open" | "closed"; readonly waitMs: number };
  /** Redis, showing what is left of a plan: limits are shown without usage. */
  readonly quotaView: { readonly mode: "open"; readonly waitMs: number };
  /**
   * Convex, starting a turn: refused and not charged, because the answer could not be stored. While `maxInFlight` turns of a process wait
   * to start, further ones are refused at once, before anything is reserved for them: a slow core gets no queue of turns whose users have
   * left.
   */
  readonly begin: { readonly mode: "closed"; readonly waitMs: number; readonly maxInFlight: number };
  /** Convex, checkpoints: the answer continues; the next checkpoint includes the missed one's content. */
  readonly checkpoint: { readonly mode: "open"; readonly waitMs: number };
  /**
   * Convex, storing the end: the user has the answer; it is stored when Convex is back and replaces an ending that the sweep has written.
   */
  readonly finish: { readonly mode: "later"; readonly waitMs: number };
  /** Convex, the ledger's totals after Redis lost its data: no turn is admitted until they are known. */
  readonly ledger: { readonly mode: "closed"; readonly waitMs: number };
  /** The provider, up to the first token: the next route, else refused; the circuit breaker counts the failure. */
  readonly provider: { readonly mode: "failover"; readonly waitMs: number };
  /** Redis, results of tools: the job queue is asked directly; it also joins equal questions. */
  readonly toolCache: { readonly mode: "open"; readonly waitMs: number };
  /** Convex, searches: the answer continues without a result, and says so. */
  readonly toolQueue: { readonly mode: "open"; readonly waitMs: number };
  /** OpenRouter, its price list: the prices in the code are used. */
  readonly prices: { readonly mode: "open"; readonly waitMs: number };
  /** Convex, accepting a webhook: refused; the sender delivers it again. */
  readonly inbox: { readonly mode: "closed"; readonly waitMs: number };
}

/** What one process may admit while Redis does not answer. */
export interface ProcessAdmissionLimit {
  readonly turnsPerMinute: number;
  readonly costMicroUsdPerMinute: number;
}

/** After this many Redis failures in a row a process stops calling it for the time below; then one call tries again. */
export const REDIS_GIVE_UP_AFTER = 3;
export const REDIS_TRY_AGAIN_MS = 1_000;

export const DEFAULT_FAILURE: FailurePolicy = {
  admission: { mode: "closed", waitMs: 250 },
  settlement: { mode: "later", waitMs: 250 },
  throttle: { mode: "open", waitMs: 250 },
  quotaView: { mode: "open", waitMs: 250 },
  begin: { mode: "closed", waitMs: 5_000, maxInFlight: 64 },
  checkpoint: { mode: "open", waitMs: 5_000 },
  finish: { mode: "later", waitMs: 10_000 },
  ledger: { mode: "closed", waitMs: 3_000 },
  provider: { mode: "failover", waitMs: 15_000 },
  toolCache: { mode: "open", waitMs: 250 },
  toolQueue: { mode: "open", waitMs: 3_000 },
  prices: { mode: "open", waitMs: 5_000 },
  inbox: { mode: "closed", waitMs: 5_000 },
};
