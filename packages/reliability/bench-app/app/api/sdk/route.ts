import { createOpenRouter } from "@openrouter/ai-sdk-provider";
import { createUIMessageStreamResponse, streamText, toUIMessageStream } from "ai";

export const runtime = "edge";

/** The usual route, as the AI SDK's documentation shows it, with OpenRouter's provider. No sign-in, no limits, nothing stored. */
export async function POST(request: Request): Promise<Response> {
  const { model, messages } = await request.json();
  const openrouter = createOpenRouter({
    apiKey: process.env["OPENROUTER_API_KEY"] ?? "",
    baseURL: process.env["OPENROUTER_BASE_URL"] ?? "",
  });
  const { stream } = streamText({ model: openrouter.chat(model), messages });
  return createUIMessageStreamResponse({
    stream: toUIMessageStream({
      stream,
      messageMetadata: ({ part }) =>
        part.type === "finish" ? { outputTokens: part.totalUsage.outputTokens } : undefined,
    }),
  });
}
