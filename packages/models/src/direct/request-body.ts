import type { ModelRequest } from "@sendcat/shared-types";

const MICRO = 1_000_000;

/** The body of a streamed chat completion. Usage and cost come without being asked for. */
export function requestBody(request: ModelRequest): string {
  const { inputMicroUsdPerMTokens, outputMicroUsdPerMTokens } = request.maxPrices;
  return JSON.stringify({
    model: request.model,
    messages: request.messages,
    max_tokens: request.maxOutputTokens,
    user: request.user,
    stream: true,
    // US dollars per million tokens: OpenRouter then picks no dearer host of the model.
    provider: {
      max_price: { prompt: inputMicroUsdPerMTokens / MICRO, completion: outputMicroUsdPerMTokens / MICRO },
    },
  });
}
