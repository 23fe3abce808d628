import type { ModelClass, ModelRoute, ModelUsage } from "@sendcat/shared-types";

/** English runs at about four characters a token; three leaves room for other scripts. */
const CHARS_PER_TOKEN = 3;

export function estimateTokens(chars: number): number {
  return Math.ceil(chars / CHARS_PER_TOKEN);
}

/** List price of so many tokens, micro-dollars, rounded up. */
export function priceMicroUsd(route: ModelRoute, inputTokens: number, outputTokens: number): number {
  return Math.ceil(
    (inputTokens * route.inputMicroUsdPerMTokens + outputTokens * route.outputMicroUsdPerMTokens) / 1_000_000,
  );
}

/** What a turn may cost at most: the longest prompt we would send and the longest answer, on the dearest route. */
export function ceilingMicroUsd(model: ModelClass, maxPromptChars: number): number {
  const inputTokens = estimateTokens(maxPromptChars);
  return Math.max(...model.routes.map((route) => priceMicroUsd(route, inputTokens, model.maxOutputTokens)));
}

/** What a turn is charged: the provider's own figure, else list price of its counts, else list price of what was seen. */
export function chargeMicroUsd(
  route: ModelRoute,
  usage: ModelUsage | null,
  seen: { promptChars: number; answerChars: number },
): number {
  if (usage?.costMicroUsd !== null && usage?.costMicroUsd !== undefined) return usage.costMicroUsd;
  if (usage) return priceMicroUsd(route, usage.inputTokens, usage.outputTokens);
  return priceMicroUsd(route, estimateTokens(seen.promptChars), estimateTokens(seen.answerChars));
}
