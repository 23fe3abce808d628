import { numberParam, type SimParams } from "./sim-params.ts";

/** How an answer's bill differs from the normal one. */
export interface Bill {
  /** US dollars that the stream reports, and `GET /generation` later; null: the list price. */
  readonly costUsd: number | null;
  readonly generationUsd: number | null;
  /** The call used the customer's own key: the router charges nothing, the provider charges the list price. */
  readonly isByok: boolean;
  /** How the stream's usage is written: normally, as an object without fields, all zeros, or with its numbers as texts. */
  readonly usage: UsageForm;
  /** Prompt tokens read from the provider's cache, and written to it. */
  readonly cachedTokens: number;
  readonly cacheWriteTokens: number;
}

const USAGE_FORMS = ["plain", "empty", "zeros", "texts"] as const;
type UsageForm = (typeof USAGE_FORMS)[number];

export function billOf(params: SimParams): Bill {
  return {
    costUsd: numberParam(params, "cost") ?? null,
    generationUsd: numberParam(params, "generation-cost") ?? null,
    isByok: params["byok"] === "1",
    cachedTokens: numberParam(params, "cached") ?? 0,
    cacheWriteTokens: numberParam(params, "cache-write") ?? 0,
    usage: USAGE_FORMS.find((form) => form === params["usage"]) ?? "plain",
  };
}
