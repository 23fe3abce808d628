import type { ModelRequest } from "@sendcat/shared-types";

/** The body of a streamed chat completion. Usage and cost come without being asked for. */
export function requestBody(request: ModelRequest): string {
  return JSON.stringify({
    model: request.model,
    messages: request.messages,
    max_tokens: request.maxOutputTokens,
    user: request.user,
    stream: true,
  });
}
