import type { Bill } from "./bill.ts";
import type { SimulatedModel } from "./models.ts";

export interface TokenCounts {
  readonly prompt: number;
  readonly completion: number;
  readonly reasoning: number;
}

/** US dollars at list price. */
export function costUsd(model: SimulatedModel, { prompt, completion }: TokenCounts, bill: Bill): number {
  const { promptUsd, cacheReadUsd = promptUsd, cacheWriteUsd = promptUsd } = model;
  const cached = Math.min(prompt, bill.cachedTokens);
  const written = Math.min(prompt - cached, bill.cacheWriteTokens);
  const promptCost =
    (prompt - cached - written) * Number(promptUsd) + cached * Number(cacheReadUsd) + written * Number(cacheWriteUsd);
  return promptCost + completion * Number(model.completionUsd);
}

/** What the router and the provider charge, US dollars. Without the customer's own key the router pays the provider. */
export function chargesUsd(listUsd: number, { isByok }: Bill): { readonly router: number; readonly provider: number } {
  return { router: isByok ? 0 : listUsd, provider: listUsd };
}

/** The `usage` object of an answer. */
export function usageBody(model: SimulatedModel, counts: TokenCounts, bill: Bill): Readonly<Record<string, unknown>> {
  const charges = chargesUsd(costUsd(model, counts, bill), bill);
  const body = {
    prompt_tokens: counts.prompt,
    completion_tokens: counts.completion,
    total_tokens: counts.prompt + counts.completion,
    cost: bill.costUsd ?? charges.router,
    is_byok: bill.isByok,
    prompt_tokens_details: {
      cached_tokens: Math.min(counts.prompt, bill.cachedTokens),
      cache_write_tokens: bill.cacheWriteTokens,
      audio_tokens: 0,
    },
    cost_details: {
      upstream_inference_cost: charges.provider,
      upstream_inference_prompt_cost: counts.prompt * Number(model.promptUsd),
      upstream_inference_completions_cost: counts.completion * Number(model.completionUsd),
    },
    completion_tokens_details: { reasoning_tokens: counts.reasoning },
  };
  if (bill.usage === "empty") return {};
  if (bill.usage === "plain") return body;
  const write = bill.usage === "zeros" ? () => 0 : String;
  return eachNumber(body, write);
}

function eachNumber(record: object, write: (value: number) => unknown): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]: [string, unknown]) => {
      if (typeof value === "number") return [name, write(value)];
      return [name, typeof value === "object" && value !== null ? eachNumber(value, write) : value];
    }),
  );
}
