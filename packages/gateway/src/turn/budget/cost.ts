import { estimateTokens, priceMicroUsd, type ModelUsage, type TokenPrices } from "@sendcat/shared-types";

export interface Charge {
  readonly costMicroUsd: number;
  readonly tokens: number;
  /** False while only an estimate: the provider has not said what it cost. */
  readonly final: boolean;
}

/** What a turn is charged: the provider's own figures, else the price of its counts, else the price of what was seen. */
export function chargeOf(
  prices: TokenPrices,
  usage: ModelUsage | null,
  seen: { readonly promptBytes: number; readonly answerBytes: number },
): Charge {
  const inputTokens = usage?.inputTokens ?? estimateTokens(seen.promptBytes);
  const outputTokens = usage?.outputTokens ?? estimateTokens(seen.answerBytes);
  const known = usage?.costMicroUsd ?? null;
  return {
    costMicroUsd: known ?? priceMicroUsd(prices, inputTokens, outputTokens),
    tokens: inputTokens + outputTokens,
    final: known !== null,
  };
}
