import type { TokenPrices } from "../policy/token-prices.ts";

/**
 * What a provider says a call cost, as far as it can be. A call that wrote something for a price was not free: a zero comes from a router
 * that does not know, and counts as not said.
 */
export function believedCost(
  reportedMicroUsd: number | null,
  { prices, hasWritten }: { readonly prices: TokenPrices; readonly hasWritten: boolean },
): number | null {
  const isPriced = prices.inputMicroUsdPerMTokens + prices.outputMicroUsdPerMTokens > 0;
  return reportedMicroUsd === 0 && isPriced && hasWritten ? null : reportedMicroUsd;
}
