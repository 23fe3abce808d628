import type { Model, ModelFailure, ModelRequest, ModelStream } from "@sendcat/shared-types";
import { eventBatches } from "./event-batches.ts";
import { failureOfResponse } from "./failure-of-response.ts";
import { inlinePictures } from "../inline-pictures.ts";
import { requestBody } from "./request-body.ts";
import { SseTranscoder } from "./sse-transcoder.ts";

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
      const response = await send(url, {
        method: "POST",
        headers,
        body: requestBody(await inlinePictures(request, send)),
        signal: upstream.signal,
      });
      const isStream = response.headers.get("content-type")?.startsWith("text/event-stream") ?? false;
      if (!response.ok || !isStream || !response.body) return await failureOfResponse(response);
      const transcoder = new SseTranscoder(response.headers.get("x-generation-id"));
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

/** No answer at all: the network failed, or the caller gave up. */
function notConnected(cause: unknown, gaveUp: boolean): ModelFailure {
  if (gaveUp) return { ok: false, retryable: false, refusal: { code: "upstream_error" }, cause };
  return { ok: false, retryable: true, refusal: { code: "provider_unavailable", scope: "provider.connection" }, cause };
}
