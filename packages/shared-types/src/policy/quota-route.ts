/** A route as admission sees it. */
export interface QuotaRoute {
  /** Names its circuit breaker, e.g. `google/gemini-2.5-flash`. */
  readonly id: string;
  /** The bulkheads that a call on it takes a place of, e.g. `openrouter_chat`, `provider:google`: the first is what it is made for. */
  readonly places: readonly [string, ...string[]];
}
