import type { ModelUsage } from "@sendcat/shared-types";
import { isRecord } from "./completion-chunk.ts";

/** The usage object of the last chunk; null when it is none. Cost comes in USD and is rounded up to whole micro-dollars. */
export function usageFromChunk(usage: unknown): ModelUsage | null {
  if (!isRecord(usage)) return null;
  const prompt = isRecord(usage["prompt_tokens_details"]) ? usage["prompt_tokens_details"] : {};
  const completion = isRecord(usage["completion_tokens_details"]) ? usage["completion_tokens_details"] : {};
  const cost = usage["cost"];
  return {
    inputTokens: count(usage["prompt_tokens"]),
    outputTokens: count(usage["completion_tokens"]),
    reasoningTokens: count(completion["reasoning_tokens"]),
    cachedInputTokens: count(prompt["cached_tokens"]),
    costMicroUsd: typeof cost === "number" && Number.isFinite(cost) && cost >= 0 ? microUsd(cost) : null,
  };
}

function count(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? Math.round(value) : 0;
}

/** 0.00123 USD is 1230 micro-dollars, not 1231: a binary fraction's dust is no money. */
function microUsd(usd: number): number {
  const exact = usd * 1_000_000;
  return Math.ceil(exact - Math.max(1, exact) * 1e-9);
}
