/** One request of a round, ready to send. */
export interface PlannedRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A plan for the load generator: where to send, what, and how many at once. */
export interface LoadPlan {
  readonly url: string;
  readonly concurrency: number;
  /** The callers start one after the other over this time, not all at once. */
  readonly rampMs: number;
  readonly requests: readonly PlannedRequest[];
  /** A request that takes longer has failed. */
  readonly timeoutMs: number;
}

/** The load generator's result. */
export interface LoadResult {
  readonly wallMs: number;
  readonly answers: number;
  readonly failures: number;
  /** The first failure, to help find its cause. */
  readonly firstFailure: string | null;
  /** Output tokens of all answers, as the provider counted them. */
  readonly tokens: number;
  readonly bytes: number;
  /** From sending to the first piece of text, milliseconds, one per answer. */
  readonly firstTokenMs: readonly number[];
  readonly wholeMs: readonly number[];
}
