import { createChatModel } from "@sendcat/openai-stream";
import type { Model } from "@sendcat/shared-types";
import { hostPreferences } from "./host-preferences.ts";
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

/** The Model port for OpenRouter. It sends usage and cost with the last chunk, without being asked. */
export function createOpenRouterModel({ referer, title, ...options }: OpenRouterOptions): Model {
  const headers: Record<string, string> = {};
  if (referer !== undefined) headers["http-referer"] = referer;
  if (title !== undefined) headers["x-openrouter-title"] = title;
  return createChatModel({
    ...options,
    headers,
    generationHeader: "x-generation-id",
    extraFields: (request, { messages }) => ({
      provider: hostPreferences(request),
      ...(request.promptCache === "marked" ? { messages: markCachedPrefix(messages) } : {}),
    }),
  });
}
