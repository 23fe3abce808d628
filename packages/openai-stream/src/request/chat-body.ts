import type { ModelMessage, ModelRequest } from "@sendcat/shared-types";

export interface ChatBody extends Readonly<Record<string, unknown>> {
  readonly messages: readonly object[];
}

/** The request body of a streamed chat completion, with only the fields that every compatible provider accepts. */
export function chatBody(request: ModelRequest): ChatBody {
  return {
    model: request.model,
    messages: request.messages.map((message) => messageBody(message, request)),
    tools: request.tools?.map(({ name, description, inputSchema }) => ({
      type: "function",
      function: { name, description, parameters: inputSchema },
    })),
    tool_choice: request.toolChoice,
    max_tokens: request.maxOutputTokens,
    user: request.user,
    stream: true,
  };
}

function messageBody(message: ModelMessage, { provider, model }: ModelRequest): object {
  const { role, content } = message;
  if (message.role === "tool") return { role, content, tool_call_id: message.callId };
  if (message.role === "user" && (message.pictures?.length || message.note !== undefined)) {
    const pictures = message.pictures?.map((url) => ({ type: "image_url", image_url: { url } })) ?? [];
    const note = message.note === undefined ? [] : [{ type: "text", text: message.note }];
    return { role, content: [{ type: "text", text: content }, ...pictures, ...note] };
  }
  if (message.role !== "assistant" || !message.toolCalls?.length) return { role, content };
  const { reasoning } = message;
  // Another model cannot read it, and may refuse it.
  const isOwn = reasoning?.provider === provider && reasoning.model === model;
  const calls = message.toolCalls.map(({ callId, name, input, extra }) => ({
    id: callId,
    type: "function",
    function: { name, arguments: input },
    ...(isOwn && extra ? { extra_content: extra } : {}),
  }));
  return { role, content, ...(isOwn ? reasoning.fields : {}), tool_calls: calls };
}
