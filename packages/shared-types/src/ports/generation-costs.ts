/** What one call cost, as its provider says afterwards. */
export interface GenerationCost {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Rounded up. */
  readonly costMicroUsd: number;
}

/** Asks what a call cost: for those that ended without a bill. A provider may have nobody to ask. */
export interface GenerationCosts {
  /** Null while it is not known. Never rejects. */
  costOf(generationId: string): Promise<GenerationCost | null>;
}
