import {
  withinOrigin,
  type Model,
  type ModelFailure,
  type ModelRequest,
  type ModelStream,
} from "@sendcat/shared-types";
import { eventBatches, oneBatch } from "./event-batches.ts";
import { failureOfResponse } from "./failure-of-response.ts";
import { inlinePictures } from "../inline-pictures.ts";
import { ERROR_BODY_TIMEOUT_MS, MAX_ERROR_BODY_BYTES, MAX_WHOLE_BODY_BYTES } from "./limits.ts";
import { readBounded } from "./read-bounded.ts";
import { requestBody } from "./request-body.ts";
import { SseTranscoder } from "./sse-transcoder.ts";
import { wholeAnswer } from "./whole-answer.ts";

export interface DirectModelOptions {
  readonly apiKey: string;
  /** Without a slash at its end: `https://openrouter.ai/api/v1`. */
  readonly baseUrl: string;
  readonly fetch?: typeof fetch;
  /** Who is calling, for OpenRouter's own rankings: a URL and a name. */
  readonly referer?: string;
  readonly title?: string;
}

/**
 * OpenRouter's chat completions, streamed, with nothing between the socket and the events but one transcoder. Tries once; retries and other
 * routes are the gateway's. No timeouts of its own but for error bodies: the caller's signal decides how long is waited.
 */
export function createDirectModel(options: DirectModelOptions): Model {
  const url = `${options.baseUrl.replace(/\/+$/, "")}/chat/completions`;
  const send = options.fetch ?? ((input, init) => fetch(input, init));
  // The conversation goes to the provider that was chosen, and to nobody it points at.
  const ask = withinOrigin(send);
  const headers: Record<string, string> = {
    authorization: `Bearer ${options.apiKey}`,
    "content-type": "application/json",
    accept: "text/event-stream",
  };
  if (options.referer !== undefined) headers["http-referer"] = options.referer;
  if (options.title !== undefined) headers["x-title"] = options.title;

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
        body: requestBody(await inlinePictures(request, send)),
        signal: upstream.signal,
      });
      const offered = request.tools?.map(({ name }) => name);
      const transcoder = new SseTranscoder(response.headers.get("x-generation-id"), offered);
      const isStream = response.headers.get("content-type")?.toLowerCase().startsWith("text/event-stream") ?? false;
      if (!response.ok || !isStream || !response.body) return await notStreamed(response, transcoder);
      streaming = true;
      return {
        ok: true,
        generationId: () => transcoder.generationId,
        batches: eventBatches(response.body, transcoder, { onEnd: release, abort }),
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

/** A response that is no stream: a whole answer, or a failure. */
async function notStreamed(response: Response, transcoder: SseTranscoder): Promise<ModelStream | ModelFailure> {
  const body = await readBounded(response, response.ok ? WHOLE_BODY : ERROR_BODY);
  const events = response.ok && body !== null ? wholeAnswer(body, transcoder) : null;
  if (events === null) return failureOfResponse(response, body);
  return { ok: true, generationId: () => transcoder.generationId, batches: oneBatch(events) };
}

/** No answer at all: the network failed, or the caller gave up. */
function notConnected(cause: unknown, gaveUp: boolean): ModelFailure {
  if (gaveUp) return { ok: false, retryable: false, refusal: { code: "upstream_error" }, cause };
  return { ok: false, retryable: true, refusal: { code: "provider_unavailable", scope: "provider.connection" }, cause };
}
