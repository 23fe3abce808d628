import {
  reportedCostMicroUsd,
  reportedTokens,
  type ModelUsage,
  isRecord,
  type JsonRecord,
} from "@sendcat/shared-types";

/** Reads the `usage` object of a chunk. Missing or implausible token counts become 0, an unknown cost null. */
export function usageFromChunk(usage: JsonRecord): ModelUsage {
  const part = (name: string): JsonRecord => (isRecord(usage[name]) ? usage[name] : {});
  const written =
    reportedTokens(part("prompt_tokens_details")["cache_write_tokens"]) ||
    reportedTokens(usage["cache_creation_input_tokens"]);
  return {
    inputTokens: reportedTokens(usage["prompt_tokens"]),
    outputTokens: reportedTokens(usage["completion_tokens"]),
    reasoningTokens: reportedTokens(part("completion_tokens_details")["reasoning_tokens"]),
    // Some routers pass on Anthropic's own names.
    cachedInputTokens:
      reportedTokens(part("prompt_tokens_details")["cached_tokens"]) ||
      reportedTokens(usage["cache_read_input_tokens"]),
    ...(written > 0 ? { cacheWriteTokens: written } : {}),
    costMicroUsd: reportedCostMicroUsd({
      routerUsd: usage["cost"],
      isByok: usage["is_byok"],
      providerUsd: part("cost_details")["upstream_inference_cost"],
    }),
  };
}
