import type { ModelUsage } from "@sendcat/shared-types";
import { isRecord, type JsonRecord } from "./is-record.ts";

const MICRO_USD_PER_USD = 1_000_000;
/** No single answer costs more; a larger figure is not believed. */
const MAX_COST_USD = 10_000;

/** The `usage` object of the last chunk. What is missing or no number counts as zero, an unknown cost as null. */
export function usageFromChunk(usage: JsonRecord): ModelUsage {
  const prompt = isRecord(usage["prompt_tokens_details"]) ? usage["prompt_tokens_details"] : {};
  const completion = isRecord(usage["completion_tokens_details"]) ? usage["completion_tokens_details"] : {};
  return {
    inputTokens: count(usage["prompt_tokens"]),
    outputTokens: count(usage["completion_tokens"]),
    reasoningTokens: count(completion["reasoning_tokens"]),
    cachedInputTokens: count(prompt["cached_tokens"]),
    costMicroUsd: microUsd(usage["cost"]),
  };
}

function count(value: unknown): number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : 0;
}

/** Rounded up, after the noise of binary fractions is off: 0.000003 dollars are 3, not 4. */
function microUsd(usd: unknown): number | null {
  if (typeof usd !== "number" || !(usd >= 0 && usd <= MAX_COST_USD)) return null;
  return Math.ceil(Number((usd * MICRO_USD_PER_USD).toFixed(6)));
}
