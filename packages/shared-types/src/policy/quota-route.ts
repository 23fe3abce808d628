/** A route as admission sees it. */
export interface QuotaRoute {
  /** Names its circuit breaker, e.g. `google/gemini-2.5-flash`. */
  readonly id: string;
  /**
   * The bulkheads in which a call on this route takes a place, e.g. `openrouter_chat`, `provider:google`. The first one is for its purpose.
   */
  readonly places: readonly [string, ...string[]];
}
