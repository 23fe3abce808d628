import type { TokenPrices } from "../policy/token-prices.ts";

/**
 * The cost that a provider reported, if it is plausible. A call with output at a price above zero was not free: a reported zero means that
 * the router does not know the cost, and counts as not reported.
 */
export function believedCost(
  reportedMicroUsd: number | null,
  { prices, hasWritten }: { readonly prices: TokenPrices; readonly hasWritten: boolean },
): number | null {
  const isPriced = prices.inputMicroUsdPerMTokens + prices.outputMicroUsdPerMTokens > 0;
  return reportedMicroUsd === 0 && isPriced && hasWritten ? null : reportedMicroUsd;
}
