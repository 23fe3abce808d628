import { numberParam, type SimParams } from "./sim-params.ts";
import { OFF_SCHEMA, ON_SCHEMA, type WireForm } from "./wire-form.ts";

/** How an answer's bill differs from the normal one. */
export interface Bill {
  /** US dollars that the stream reports, and `GET /generation` later; null: the list price. */
  readonly costUsd: number | null;
  readonly generationUsd: number | null;
  /** The call used the customer's own key: the router charges nothing, the provider charges the list price. */
  readonly isByok: boolean;
  /** How the stream's usage is written: normally, as an object without fields, all zeros, or with its numbers as texts. */
  readonly usage: Usage;
  /** Prompt tokens read from the provider's cache, and written to it. */
  readonly cachedTokens: number;
  readonly cacheWriteTokens: number;
}

const USAGES = ["plain", "empty", "zeros", "texts"] as const;
type Usage = (typeof USAGES)[number];

export const USAGE_FORMS: Readonly<Record<Usage, WireForm>> = {
  plain: ON_SCHEMA,
  empty: OFF_SCHEMA,
  zeros: ON_SCHEMA,
  texts: OFF_SCHEMA,
};

export function billOf(params: SimParams): Bill {
  return {
    costUsd: numberParam(params, "cost") ?? null,
    generationUsd: numberParam(params, "generation-cost") ?? null,
    isByok: params["byok"] === "1",
    cachedTokens: numberParam(params, "cached") ?? 0,
    cacheWriteTokens: numberParam(params, "cache-write") ?? 0,
    usage: USAGES.find((usage) => usage === params["usage"]) ?? "plain",
  };
}
