import type { FinishReason } from "@sendcat/shared-types";

/** The words for each reason, in OpenAI's format and in the formats that servers pass through from other APIs. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  stop: ["stop", "end_turn", "stop_sequence", "eos", "eos_token", "complete", "completed"],
  length: ["length", "max_tokens", "max_output_tokens", "model_length"],
  "content-filter": [
    "content_filter",
    "content_filtered",
    "safety",
    "recitation",
    "prohibited_content",
    "blocklist",
    "spii",
    "sensitive",
  ],
  refusal: ["refusal"],
  "tool-calls": ["tool_calls", "tool_call", "tool_use", "function_call"],
  broken: ["error", "abort", "aborted", "cancelled", "network_error", "insufficient_system_resource"],
  none: ["", "null", "none"],
};

const BY_WORD = new Map(
  Object.entries(WORDS).flatMap(([reason, words]) => words.map((word) => [word, reason] as const)),
);

/**
 * The meaning of a provider's `finish_reason`, whatever its case. `broken`: the provider gave up; `none`: the chunk has no reason. An unknown word
 * is `other`.
 */
export function finishReason(said: string): FinishReason | "broken" | "none" {
  // safe because the keys of WORDS are these
  return (BY_WORD.get(said.toLowerCase()) ?? "other") as FinishReason | "broken" | "none";
}
