import { believedCost, estimateTokens, type ModelUsage, type TokenPrices } from "@sendcat/shared-types";
import type { Step } from "../dispatch/step.ts";

/**
 * The usage that the provider reported for a call, without a cost that is too low; null when nothing usable is left. If the call wrote text,
 * a token count of zero is treated as missing and estimated.
 */
export function believedUsage(
  { prompt, emitted, answerBytes }: Pick<Step, "prompt" | "emitted" | "answerBytes">,
  prices: TokenPrices,
): ModelUsage | null {
  const said = emitted.usage;
  if (!said || answerBytes === 0) return said;
  const counted = {
    ...said,
    inputTokens: said.inputTokens || estimateTokens(prompt.bytes),
    outputTokens: said.outputTokens || estimateTokens(answerBytes),
  };
  const costMicroUsd = believedCost(said.costMicroUsd, { prices, ...counted });
  const isSilent = costMicroUsd === null && said.inputTokens === 0 && said.outputTokens === 0;
  return isSilent ? null : { ...counted, costMicroUsd };
}
