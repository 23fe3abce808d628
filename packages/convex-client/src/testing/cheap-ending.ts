import { finishComplete } from "@sendcat/port-contracts";
import type { FinishTurn } from "@sendcat/shared-types";

/** An ending with a known cost of 9 micro-dollars. */
export function cheapEnding(turnId: string, text: string): FinishTurn {
  const usage = { inputTokens: 1, outputTokens: 1, reasoningTokens: 0, cachedInputTokens: 0, costMicroUsd: 9 };
  return {
    ...finishComplete(turnId, text),
    route: null,
    generationId: null,
    usage,
    chargedMicroUsd: 9,
    chargedTokens: 2,
  };
}
