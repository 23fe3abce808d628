/**
 * What happens when something Sendcat leans on does not answer: one row a dependency and use, with the longest wait.
 * Every row has a drill (docs/design/admission.md names it). An answer that was made without a dependency says so: header
 * `x-sendcat-degraded`, and `degraded` in the turn's event.
 */
export interface FailurePolicy {
  /**
   * Redis, admission of a turn. `closed`: refused with `capacity_saturated`, scope `redis`; money is never spent uncounted.
   * `open`: this process admits by itself, within the limiter, and what it admits is counted in the ledger alone.
   */
  readonly admission: { readonly waitMs: number } & (
    | { readonly mode: "closed" }
    | { readonly mode: "open"; readonly limiter: ProcessAdmissionLimit }
  );
  /** Redis, settling a turn: the answer never waits longer, and Convex settles it later from the ledger. */
  readonly settlement: { readonly mode: "later"; readonly waitMs: number };
  /** Redis, plain throttles. `open`: the same limits, counted by this process alone. `closed`: refused. */
  readonly throttle: { readonly mode: "open" | "closed"; readonly waitMs: number };
  /** Redis, showing what is left of a plan: the limits are shown without what was used. */
  readonly quotaView: { readonly mode: "open"; readonly waitMs: number };
  /**
   * Convex, beginning a turn: refused and given back; an answer that cannot be kept is not begun. While `maxInFlight` turns of a process wait
   * to begin, more are refused at once, before anything is put on hold for them: a slow core gets work, not a queue that nobody waits out.
   */
  readonly begin: { readonly mode: "closed"; readonly waitMs: number; readonly maxInFlight: number };
  /** Convex, checkpoints: the answer goes on, the next one carries what this one should have. */
  readonly checkpoint: { readonly mode: "open"; readonly waitMs: number };
  /** Convex, storing the end: the reader has the answer; it is stored when Convex is back, also over what the sweep made of it. */
  readonly finish: { readonly mode: "later"; readonly waitMs: number };
  /** Convex, the ledger's totals after Redis lost its data: until they are known nothing is admitted. */
  readonly ledger: { readonly mode: "closed"; readonly waitMs: number };
  /** OpenRouter, up to the first token: the next route, else refused; the breaker remembers. */
  readonly provider: { readonly mode: "failover"; readonly waitMs: number };
  /** Redis, results of tools: asked of the queue itself, which joins equal questions too. */
  readonly toolCache: { readonly mode: "open"; readonly waitMs: number };
  /** Convex, searches: the answer goes on without a result, and says so. */
  readonly toolQueue: { readonly mode: "open"; readonly waitMs: number };
  /** OpenRouter, its price list: the shipped prices. */
  readonly prices: { readonly mode: "open"; readonly waitMs: number };
  /** Convex, taking a webhook: refused, and its sender delivers it again. */
  readonly inbox: { readonly mode: "closed"; readonly waitMs: number };
}

/** What one process may admit while Redis is away. */
export interface ProcessAdmissionLimit {
  readonly turnsPerMinute: number;
  readonly costMicroUsdPerMinute: number;
}

/** How many failures of Redis in a row make a process stop asking, and for how long; then one call tries again. */
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
