/** Micro-dollars (1e-6 USD) per million tokens. */
export interface TokenPrices {
  readonly inputMicroUsdPerMTokens: number;
  readonly outputMicroUsdPerMTokens: number;
}

/** The provider's own price list. */
export interface ModelPrices {
  /** What a model costs now, or null when the list is not known or has no such model. Never waits. */
  priceOf(model: string): TokenPrices | null;
  /** Fetches the list when what is known of it is old. Never rejects. */
  refresh(): Promise<void>;
}
