import { believedCost, estimateTokens, type ModelUsage, type TokenPrices } from "@sendcat/shared-types";
import type { Step } from "../dispatch/step.ts";

/**
 * What the provider says that a call used, as far as it can be; null when that is nothing. Where a call wrote something, a count of zero is
 * no count: it is estimated.
 */
export function believedUsage(
  { prompt, emitted, answerBytes }: Pick<Step, "prompt" | "emitted" | "answerBytes">,
  prices: TokenPrices,
): ModelUsage | null {
  const said = emitted.usage;
  if (!said || answerBytes === 0) return said;
  const costMicroUsd = believedCost(said.costMicroUsd, { prices, hasWritten: true });
  if (costMicroUsd === null && said.inputTokens === 0 && said.outputTokens === 0) return null;
  return {
    ...said,
    inputTokens: said.inputTokens || estimateTokens(prompt.bytes),
    outputTokens: said.outputTokens || estimateTokens(answerBytes),
    costMicroUsd,
  };
}
