import type { Model, ModelFailure } from "@sendcat/shared-types";
import { eventBatches } from "./event-batches.ts";
import { refusalFromStatus } from "./refusal-from-status.ts";
import { requestBody } from "./request-body.ts";
import { SseTranscoder } from "./sse-transcoder.ts";

/** What of an error body is kept as the cause: for the log, never for the shopper. */
const MAX_ERROR_CHARS = 2_000;
const ERROR_BODY_TIMEOUT_MS = 1_000;

export interface DirectModelOptions {
  readonly apiKey: string;
  /** E.g. `https://openrouter.ai/api/v1`, without a slash at the end. */
  readonly baseUrl: string;
  readonly fetch?: typeof fetch;
  /** How OpenRouter lists this app in its rankings. */
  readonly referer?: string;
  readonly title?: string;
}

/**
 * OpenRouter's chat completions, read straight off the wire: one batch of events per network read, string work only per token.
 */
export function createDirectModel(options: DirectModelOptions): Model {
  const send = options.fetch ?? ((input: string, init: RequestInit) => fetch(input, init));
  const url = `${options.baseUrl}/chat/completions`;
  const headers: Record<string, string> = {
    authorization: `Bearer ${options.apiKey}`,
    "content-type": "application/json",
    accept: "text/event-stream",
    ...(options.referer ? { "http-referer": options.referer } : {}),
    ...(options.title ? { "x-title": options.title } : {}),
  };

  return {
    async stream(request, { signal }) {
      let response: Response;
      try {
        response = await send(url, { method: "POST", headers, body: requestBody(request), signal });
      } catch (cause) {
        return failure({ ok: false, retryable: true, refusal: { code: "provider_unavailable" }, cause });
      }
      if (!response.ok) {
        const cause = await errorText(response);
        return failure({ ok: false, ...refusalFromStatus(response.status, response.headers), cause });
      }
      const type = response.headers.get("content-type") ?? "";
      if (!response.body || !type.includes("text/event-stream")) {
        await response.body?.cancel().catch(() => undefined);
        const cause = `a body of type "${type}"`;
        return failure({ ok: false, retryable: true, refusal: { code: "upstream_error" }, cause });
      }
      const transcoder = new SseTranscoder();
      const fromHeader = response.headers.get("x-generation-id");
      return {
        ok: true,
        generationId: () => fromHeader ?? transcoder.generationId,
        batches: eventBatches(response.body, transcoder),
      };
    },
  };
}

function failure(value: ModelFailure): ModelFailure {
  return value;
}

/** The beginning of an error body, or nothing when it does not come. */
async function errorText(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return "";
  const timer = setTimeout(() => void reader.cancel().catch(() => undefined), ERROR_BODY_TIMEOUT_MS);
  const decoder = new TextDecoder();
  let text = "";
  try {
    while (text.length < MAX_ERROR_CHARS) {
      const { done, value } = await reader.read();
      if (done) break;
      text += decoder.decode(value, { stream: true });
    }
  } catch {
    // What came so far is all there is.
  } finally {
    clearTimeout(timer);
    await reader.cancel().catch(() => undefined);
  }
  return text.slice(0, MAX_ERROR_CHARS);
}
