import { createChatModel } from "@sendcat/openai-stream";
import type { Model } from "@sendcat/shared-types";
import { markCachedPrefix } from "./mark-cached-prefix.ts";

export interface OpenRouterOptions {
  readonly apiKey: string;
  /** `https://openrouter.ai/api/v1`. */
  readonly baseUrl: string;
  readonly fetch?: typeof fetch;
  /** The app's URL and name, for OpenRouter's rankings. */
  readonly referer?: string;
  readonly title?: string;
}

const MICRO = 1_000_000;

/** The Model port for OpenRouter. It sends usage and cost with the last chunk, without being asked. */
export function createOpenRouterModel({ referer, title, ...options }: OpenRouterOptions): Model {
  const headers: Record<string, string> = {};
  if (referer !== undefined) headers["http-referer"] = referer;
  if (title !== undefined) headers["x-title"] = title;
  return createChatModel({
    ...options,
    headers,
    generationHeader: "x-generation-id",
    extraFields({ maxPrices: { inputMicroUsdPerMTokens, outputMicroUsdPerMTokens }, promptCache }, { messages }) {
      // US dollars per million tokens: OpenRouter then picks no host of the model that costs more.
      const max_price = { prompt: inputMicroUsdPerMTokens / MICRO, completion: outputMicroUsdPerMTokens / MICRO };
      const cached = promptCache === "marked" ? { messages: markCachedPrefix(messages) } : {};
      return { provider: { max_price }, ...cached };
    },
  });
}
