import type { TokenPrices } from "../policy/token-prices.ts";

/** Price of this many tokens, micro-dollars, rounded up. */
export function priceMicroUsd(prices: TokenPrices, inputTokens: number, outputTokens: number): number {
  const { inputMicroUsdPerMTokens, outputMicroUsdPerMTokens } = prices;
  return Math.ceil((inputTokens * inputMicroUsdPerMTokens + outputTokens * outputMicroUsdPerMTokens) / 1_000_000);
}
