import { numberParam, type SimParams } from "./sim-params.ts";

/** How the bill of an answer departs from the plain one. */
export interface Bill {
  /** US dollars that the stream says it cost, and `GET /generation` later; null: the list price. */
  readonly costUsd: number | null;
  readonly generationUsd: number | null;
  /** The call went out under a key of the customer's own: the router takes nothing, the provider the list price. */
  readonly isByok: boolean;
  /** How the stream's usage is written: as it is, as an object without fields, all zeros, or with its numbers as texts. */
  readonly usage: UsageForm;
}

const USAGE_FORMS = ["plain", "empty", "zeros", "texts"] as const;
type UsageForm = (typeof USAGE_FORMS)[number];

export function billOf(params: SimParams): Bill {
  return {
    costUsd: numberParam(params, "cost") ?? null,
    generationUsd: numberParam(params, "generation-cost") ?? null,
    isByok: params["byok"] === "1",
    usage: USAGE_FORMS.find((form) => form === params["usage"]) ?? "plain",
  };
}
