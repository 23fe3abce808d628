/** The cost of one call, as its provider reports it afterwards. */
export interface GenerationCost {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Part of the input. */
  readonly cachedInputTokens: number;
  /** Rounded up. */
  readonly costMicroUsd: number;
}

/** Asks a provider for the cost of a call that ended without usage. A provider may have no API for it. */
export interface GenerationCosts {
  /** Null while the cost is not known. Never rejects. */
  costOf(generationId: string): Promise<GenerationCost | null>;
}
