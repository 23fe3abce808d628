import type { SimulatedModel } from "./models.ts";

export interface TokenCounts {
  readonly prompt: number;
  readonly completion: number;
  readonly reasoning: number;
}

/** US dollars at list price. */
export function costUsd(model: SimulatedModel, { prompt, completion }: TokenCounts): number {
  return prompt * Number(model.promptUsd) + completion * Number(model.completionUsd);
}

/** The `usage` object of an answer. */
export function usageBody(model: SimulatedModel, counts: TokenCounts): Readonly<Record<string, unknown>> {
  const cost = costUsd(model, counts);
  return {
    prompt_tokens: counts.prompt,
    completion_tokens: counts.completion,
    total_tokens: counts.prompt + counts.completion,
    cost,
    is_byok: false,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    cost_details: {
      upstream_inference_cost: null,
      upstream_inference_prompt_cost: counts.prompt * Number(model.promptUsd),
      upstream_inference_completions_cost: counts.completion * Number(model.completionUsd),
    },
    completion_tokens_details: { reasoning_tokens: counts.reasoning, image_tokens: 0 },
  };
}
