/** Micro-dollars (1e-6 USD) per million tokens. */
export interface TokenPrices {
  readonly inputMicroUsdPerMTokens: number;
  readonly outputMicroUsdPerMTokens: number;
}
