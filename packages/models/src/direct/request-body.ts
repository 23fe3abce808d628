import type { ModelRequest } from "@sendcat/shared-types";

/** The body of a streamed chat completion. Usage and cost always come; asking for them is a deprecated no-op. */
export function requestBody(request: ModelRequest): string {
  return JSON.stringify({
    model: request.model,
    messages: request.messages,
    max_tokens: request.maxOutputTokens,
    user: request.user,
    stream: true,
  });
}
