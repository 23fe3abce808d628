import { createChatModel } from "@sendcat/openai-stream";
import type { Model } from "@sendcat/shared-types";

export interface OpenRouterOptions {
  readonly apiKey: string;
  /** `https://openrouter.ai/api/v1`. */
  readonly baseUrl: string;
  readonly fetch?: typeof fetch;
  /** Who is calling, for OpenRouter's own rankings: a URL and a name. */
  readonly referer?: string;
  readonly title?: string;
}

const MICRO = 1_000_000;

/** OpenRouter as a Model. Usage and cost come with the last chunk without being asked for. */
export function createOpenRouterModel({ referer, title, ...options }: OpenRouterOptions): Model {
  const headers: Record<string, string> = {};
  if (referer !== undefined) headers["http-referer"] = referer;
  if (title !== undefined) headers["x-title"] = title;
  return createChatModel({
    ...options,
    headers,
    generationHeader: "x-generation-id",
    extraFields({ maxPrices: { inputMicroUsdPerMTokens, outputMicroUsdPerMTokens } }) {
      // US dollars per million tokens: OpenRouter then picks no dearer host of the model.
      const max_price = { prompt: inputMicroUsdPerMTokens / MICRO, completion: outputMicroUsdPerMTokens / MICRO };
      return { provider: { max_price } };
    },
  });
}
