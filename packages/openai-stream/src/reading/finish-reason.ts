import type { FinishReason } from "@sendcat/shared-types";

const REASONS: Readonly<Record<string, FinishReason>> = {
  stop: "stop",
  length: "length",
  content_filter: "content-filter",
  tool_calls: "tool-calls",
  function_call: "tool-calls",
};

/** Maps OpenRouter's normalised `finish_reason`; unknown values become `other`. */
export function finishReason(reason: string): FinishReason {
  return Object.hasOwn(REASONS, reason) ? (REASONS[reason] ?? "other") : "other";
}
