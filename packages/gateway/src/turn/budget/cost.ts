import { callPriceMicroUsd, estimateTokens, type ModelUsage, type TokenPrices } from "@sendcat/shared-types";

export interface Charge {
  readonly costMicroUsd: number;
  readonly tokens: number;
  /** False if the provider has not reported the cost: then it is calculated. */
  readonly final: boolean;
}

/** What a call is charged: the cost that the provider reported, else its token counts times the price, else an estimate from the bytes. */
export function chargeOf(
  prices: TokenPrices,
  usage: ModelUsage | null,
  seen: { readonly promptBytes: number; readonly answerBytes: number },
): Charge {
  const inputTokens = usage?.inputTokens ?? estimateTokens(seen.promptBytes);
  const outputTokens = usage?.outputTokens ?? estimateTokens(seen.answerBytes);
  const known = usage?.costMicroUsd ?? null;
  return {
    costMicroUsd: known ?? callPriceMicroUsd(prices, { ...usage, inputTokens, outputTokens }),
    tokens: inputTokens + outputTokens,
    final: known !== null,
  };
}
