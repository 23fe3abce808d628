import type { ModelUsage, TokenPrices } from "@sendcat/shared-types";
import { estimateTokens } from "./tokens.ts";

/** Price of so many tokens, micro-dollars, rounded up. */
export function priceMicroUsd(prices: TokenPrices, inputTokens: number, outputTokens: number): number {
  const { inputMicroUsdPerMTokens, outputMicroUsdPerMTokens } = prices;
  return Math.ceil((inputTokens * inputMicroUsdPerMTokens + outputTokens * outputMicroUsdPerMTokens) / 1_000_000);
}

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
