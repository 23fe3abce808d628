/** Micro-dollars (1e-6 USD) per million tokens. */
export interface TokenPrices {
  readonly inputMicroUsdPerMTokens: number;
  readonly outputMicroUsdPerMTokens: number;
  /** Input that the provider reads from its prompt cache; missing: like other input. */
  readonly cacheReadMicroUsdPerMTokens?: number | undefined;
  /** Input that it writes there; missing: like other input. */
  readonly cacheWriteMicroUsdPerMTokens?: number | undefined;
}

/** The prices alone, of a route for instance. */
export function tokenPrices(of: TokenPrices): TokenPrices {
  const { inputMicroUsdPerMTokens, outputMicroUsdPerMTokens } = of;
  const { cacheReadMicroUsdPerMTokens: read, cacheWriteMicroUsdPerMTokens: write } = of;
  return {
    inputMicroUsdPerMTokens,
    outputMicroUsdPerMTokens,
    ...(read === undefined ? {} : { cacheReadMicroUsdPerMTokens: read }),
    ...(write === undefined ? {} : { cacheWriteMicroUsdPerMTokens: write }),
  };
}
