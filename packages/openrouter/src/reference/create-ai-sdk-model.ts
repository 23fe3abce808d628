import { createOpenRouter } from "@openrouter/ai-sdk-provider";
import {
  withinOrigin,
  type Model,
  type ModelFailure,
  type ModelRequest,
  type ModelStream,
} from "@sendcat/shared-types";
import { streamText, type TextStreamPart, type ToolSet } from "ai";
import { inlinePictures } from "@sendcat/openai-stream";
import { hostPreferences } from "../host-preferences.ts";
import { failureOfError } from "./failure-of-error.ts";
import { sdkMessages, sdkTools } from "./sdk-request.ts";
import { SdkEvents } from "./sdk-events.ts";

export interface AiSdkModelOptions {
  readonly apiKey: string;
  /** Without a trailing slash: `https://openrouter.ai/api/v1`. */
  readonly baseUrl: string;
  readonly fetch?: typeof fetch;
}

/**
 * OpenRouter through the AI SDK (`streamText` and its OpenRouter provider): the reference for our adapter in tests, and a fallback if a
 * provider needs something that only the SDK supports. Each batch is one part of the SDK's stream.
 */
export function createAiSdkModel(options: AiSdkModelOptions): Model {
  const send = options.fetch ?? ((input, init) => fetch(input, init));
  const ask = withinOrigin(send);

  async function stream(
    request: ModelRequest,
    { signal }: { readonly signal: AbortSignal },
  ): Promise<ModelStream | ModelFailure> {
    const events = new SdkEvents();
    const abort = new AbortController();
    const follow = () => abort.abort();
    signal.addEventListener("abort", follow, { once: true });
    if (signal.aborted) follow();
    const openrouter = createOpenRouter({
      apiKey: options.apiKey,
      baseURL: options.baseUrl,
      fetch: async (input, init) => {
        const response = await ask(input, init);
        events.generationId ??= response.headers.get("x-generation-id");
        return response;
      },
    });
    const result = streamText({
      model: openrouter.chat(request.model, { user: request.user, provider: hostPreferences(request) }),
      messages: sdkMessages((await inlinePictures(request, send)).messages),
      allowSystemInMessages: true,
      tools: sdkTools(request.tools ?? []),
      ...(request.toolChoice && { toolChoice: request.toolChoice }),
      maxOutputTokens: request.maxOutputTokens,
      maxRetries: 0,
      abortSignal: abort.signal,
      onError: () => undefined,
    });
    const reader = result.stream.getReader();
    // The provider's response headers are known once the first real part arrives.
    const opening = await firstPart(reader);
    if (!opening || opening.type === "abort" || opening.type === "error") {
      signal.removeEventListener("abort", follow);
      return failureOfError(opening?.type === "error" ? opening.error : null, signal.aborted);
    }
    return {
      ok: true,
      generationId: () => events.generationId,
      batches: batchesOf(reader, events, {
        opening,
        end: () => signal.removeEventListener("abort", follow),
        abort: follow,
      }),
    };
  }

  return { stream };
}

type Part = TextStreamPart<ToolSet>;
type PartReader = ReadableStreamDefaultReader<Part>;

async function firstPart(reader: PartReader): Promise<Part | null> {
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return null;
      if (value.type !== "start" && value.type !== "start-step") return value;
    }
  } catch {
    return null;
  }
}

function batchesOf(
  reader: PartReader,
  events: SdkEvents,
  { opening, end, abort }: { readonly opening: Part; readonly end: () => void; readonly abort: () => void },
): ModelStream["batches"] {
  let next: Part | null = opening;
  return new ReadableStream(
    {
      async pull(controller) {
        for (;;) {
          const part = next ?? (await readPart(reader));
          next = null;
          const batch = part ? events.take(part) : events.end();
          if (batch.length > 0) controller.enqueue(batch);
          if (events.ended) {
            end();
            controller.close();
            return void reader.cancel().catch(() => undefined);
          }
          if (batch.length > 0) return;
        }
      },
      async cancel() {
        end();
        abort();
        await reader.cancel().catch(() => undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

/** Null at the end of the stream, or when the SDK's stream fails. */
async function readPart(reader: PartReader): Promise<Part | null> {
  try {
    const { done, value } = await reader.read();
    return done ? null : value;
  } catch {
    return null;
  }
}
