import type { ModelMessage, ModelTool } from "@sendcat/shared-types";
import { jsonSchema, tool, type ModelMessage as SdkMessage, type ToolSet } from "ai";

/** Converts our messages to the SDK's. */
export function sdkMessages(messages: readonly ModelMessage[]): SdkMessage[] {
  return messages.map((message): SdkMessage => {
    if (message.role === "tool") {
      const { callId: toolCallId, name: toolName, content } = message;
      return {
        role: "tool",
        content: [{ type: "tool-result", toolCallId, toolName, output: { type: "text", value: content } }],
      };
    }
    if (message.role === "user" && (message.pictures?.length || message.note !== undefined)) {
      const pictures = message.pictures?.map((url) => ({ type: "image" as const, image: new URL(url) })) ?? [];
      const note = message.note === undefined ? [] : [{ type: "text" as const, text: message.note }];
      return { role: "user", content: [{ type: "text", text: message.content }, ...pictures, ...note] };
    }
    if (message.role !== "assistant" || !message.toolCalls?.length)
      return { role: message.role, content: message.content };
    return {
      role: "assistant",
      content: [
        ...(message.content === "" ? [] : [{ type: "text" as const, text: message.content }]),
        ...message.toolCalls.map(({ callId, name, input }) => ({
          type: "tool-call" as const,
          toolCallId: callId,
          toolName: name,
          input: parse(input),
        })),
      ],
    };
  });
}

/** The tools in the SDK's form, without `execute`: the gateway runs them. */
export function sdkTools(tools: readonly ModelTool[]): ToolSet {
  return Object.fromEntries(
    // safe because the port says that it is a JSON Schema
    tools.map(({ name, description, inputSchema }) => [
      name,
      tool({ description, inputSchema: jsonSchema(inputSchema as object) }),
    ]),
  );
}

function parse(input: string): unknown {
  try {
    return JSON.parse(input);
  } catch {
    return {};
  }
}
