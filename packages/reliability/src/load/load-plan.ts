/** One request of a round, ready to be sent. */
export interface PlannedRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What the load generator is told: where to, what, and how many at once. */
export interface LoadPlan {
  readonly url: string;
  readonly concurrency: number;
  /** The callers begin one after the other over this time, not all at once. */
  readonly rampMs: number;
  readonly requests: readonly PlannedRequest[];
  /** A request that takes longer has failed. */
  readonly timeoutMs: number;
}

/** What it answers. */
export interface LoadResult {
  readonly wallMs: number;
  readonly answers: number;
  readonly failures: number;
  /** What the first failure was, for the person who has to find out. */
  readonly firstFailure: string | null;
  /** Output tokens of all answers, as the provider counted them. */
  readonly tokens: number;
  readonly bytes: number;
  /** From sending to the first piece of text, milliseconds, one an answer. */
  readonly firstTokenMs: readonly number[];
  readonly wholeMs: readonly number[];
}
