import {
  withinOrigin,
  type Model,
  type ModelFailure,
  type ModelRequest,
  type ModelStream,
} from "@sendcat/shared-types";
import { eventBatches, oneBatch } from "./reading/event-batches.ts";
import { failureOfResponse } from "./failures/failure-of-response.ts";
import { inlinePictures } from "./request/inline-pictures.ts";
import { ERROR_BODY_TIMEOUT_MS, MAX_ERROR_BODY_BYTES, MAX_WHOLE_BODY_BYTES } from "./limits.ts";
import { readBounded } from "./reading/read-bounded.ts";
import { chatBody, type ChatBody } from "./request/chat-body.ts";
import { SseTranscoder } from "./reading/sse-transcoder.ts";
import { streamIn } from "./reading/stream-in.ts";
import { wholeAnswer } from "./reading/whole-answer.ts";

export interface ChatModelOptions {
  readonly apiKey: string;
  /** The part before `/chat/completions`, for instance `https://openrouter.ai/api/v1`. */
  readonly baseUrl: string;
  readonly fetch?: typeof fetch;
  /** Sent with every request, besides the key. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Body fields that only this provider has, or writes differently from `body`. */
  readonly extraFields?: (request: ModelRequest, body: ChatBody) => Readonly<Record<string, unknown>>;
  /** The response header with the generation id, if the provider sends one. Otherwise the first chunk's `id` is used. */
  readonly generationHeader?: string;
}

/**
 * The chat completions of an OpenAI-compatible provider, streamed through one transcoder. Tries once: the gateway does retries and failover.
 * No time-outs of its own except for error bodies: the caller's signal limits the wait.
 */
export function createChatModel(options: ChatModelOptions): Model {
  const url = `${options.baseUrl.replace(/\/+$/, "")}/chat/completions`;
  const send = options.fetch ?? ((input, init) => fetch(input, init));
  // The conversation goes only to the chosen provider: a redirect to another origin is not followed.
  const ask = withinOrigin(send);
  const headers: Record<string, string> = {
    authorization: `Bearer ${options.apiKey}`,
    "content-type": "application/json",
    accept: "text/event-stream",
    ...options.headers,
  };

  async function bodyOf(request: ModelRequest): Promise<object> {
    const body = chatBody(await inlinePictures(request, send));
    return { ...body, ...options.extraFields?.(request, body) };
  }

  async function stream(
    request: ModelRequest,
    { signal }: { readonly signal: AbortSignal },
  ): Promise<ModelStream | ModelFailure> {
    const upstream = new AbortController();
    const abort = () => upstream.abort();
    signal.addEventListener("abort", abort, { once: true });
    const release = () => signal.removeEventListener("abort", abort);
    if (signal.aborted) abort();
    let streaming = false;
    try {
      const response = await ask(url, {
        method: "POST",
        headers,
        body: JSON.stringify(await bodyOf(request)),
        signal: upstream.signal,
      });
      const offered = request.tools?.map(({ name }) => name);
      const named = options.generationHeader === undefined ? null : response.headers.get(options.generationHeader);
      const transcoder = new SseTranscoder(named, offered);
      const body = response.ok ? await streamIn(response) : null;
      if (!body) return await notStreamed(response, transcoder);
      streaming = true;
      return {
        ok: true,
        generationId: () => transcoder.generationId,
        origin: () => transcoder.origin,
        batches: eventBatches(body, transcoder, { onEnd: release, abort }),
      };
    } catch (cause) {
      return notConnected(cause, signal.aborted);
    } finally {
      if (!streaming) release();
    }
  }

  return { stream };
}

const ERROR_BODY = { maxBytes: MAX_ERROR_BODY_BYTES, timeoutMs: ERROR_BODY_TIMEOUT_MS };
const WHOLE_BODY = { maxBytes: MAX_WHOLE_BODY_BYTES };

/** Reads a response that is not a stream: a complete answer, or a failure. */
async function notStreamed(response: Response, transcoder: SseTranscoder): Promise<ModelStream | ModelFailure> {
  const body = await readBounded(response, response.ok ? WHOLE_BODY : ERROR_BODY);
  const events = response.ok && body !== null ? wholeAnswer(body, transcoder) : null;
  if (events === null) return failureOfResponse(response, body);
  return {
    ok: true,
    generationId: () => transcoder.generationId,
    origin: () => transcoder.origin,
    batches: oneBatch(events),
  };
}

/** The failure when there was no response: the network failed, or the caller aborted. */
function notConnected(cause: unknown, gaveUp: boolean): ModelFailure {
  if (gaveUp) return { ok: false, retryable: false, refusal: { code: "upstream_error" }, cause };
  return { ok: false, retryable: true, refusal: { code: "provider_unavailable", scope: "provider.connection" }, cause };
}
