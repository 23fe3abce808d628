/** Why a model ended its answer. `refusal`: it declined, by the provider's own fields. */
export const FINISH_REASONS = ["stop", "length", "content-filter", "refusal", "tool-calls", "error", "other"] as const;
export type FinishReason = (typeof FINISH_REASONS)[number];

/** Whether the provider or the model will not answer: then there may be no words, and asking another route is of no use. */
export function isDeclined(reason: FinishReason): boolean {
  return reason === "content-filter" || reason === "refusal";
}
