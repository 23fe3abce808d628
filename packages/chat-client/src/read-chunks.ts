import type { UIMessageChunk } from "ai";
import { createParser } from "eventsource-parser";

/** Longest accepted event; a longer one means a broken or hostile server. */
const MAX_EVENT_CHARS = 4 * 1024 * 1024;

/**
 * The chunks of one UI-message-stream response, in order. Only complete events count: an event without its final blank line is dropped, since
 * the resume asks for it again. Returns at `[DONE]`, at the end of the body, and when `signal` aborts; throws when the network fails.
 */
export async function* readChunks(
  body: ReadableStream<Uint8Array>,
  options: { readonly signal: AbortSignal; readonly idleMs: number },
): AsyncGenerator<UIMessageChunk, void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const watch = watchIdle(options, () => void reader.cancel().catch(() => undefined));
  const events: string[] = [];
  const parser = createParser({
    maxBufferSize: MAX_EVENT_CHARS,
    onEvent: ({ data }) => events.push(data),
    onError(error) {
      if (error.type === "max-buffer-size-exceeded") throw new Error("An event of the stream is too large.");
    },
  });
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done || options.signal.aborted) return;
      watch.touch();
      parser.feed(decoder.decode(value, { stream: true }));
      for (const data of events.splice(0)) {
        if (data === "[DONE]") return;
        yield chunkOf(data);
      }
    }
  } finally {
    watch.end();
    await reader.cancel().catch(() => undefined);
  }
}

/** Cancels on abort and on silence. Compares clock times instead of counting ticks: after a sleep the first tick sees the whole gap. */
function watchIdle(
  options: { readonly signal: AbortSignal; readonly idleMs: number },
  cancel: () => void,
): { touch(): void; end(): void } {
  let touchedAtMs = Date.now();
  const tick = setInterval(
    () => {
      if (Date.now() - touchedAtMs >= options.idleMs) cancel();
    },
    Math.min(1_000, options.idleMs),
  );
  options.signal.addEventListener("abort", cancel, { once: true });
  if (options.signal.aborted) cancel();
  return {
    touch: () => (touchedAtMs = Date.now()),
    end() {
      clearInterval(tick);
      options.signal.removeEventListener("abort", cancel);
    },
  };
}

function chunkOf(data: string): UIMessageChunk {
  const value: unknown = JSON.parse(data);
  if (typeof value !== "object" || value === null || !("type" in value) || typeof value.type !== "string") {
    throw new Error("An event of the stream is not a UI message chunk.");
  }
  if ("delta" in value && typeof value.delta !== "string") throw new Error("A delta of the stream is not text.");
  // safe because the stitcher reads only `type`, `id` and `delta`, and the AI SDK distinguishes chunks by `type`
  return value as UIMessageChunk;
}
