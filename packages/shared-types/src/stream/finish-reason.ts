/** Why a model ended its answer. */
export type FinishReason = "stop" | "length" | "content-filter" | "tool-calls" | "error" | "other";
