import type { ModelEvent } from "@sendcat/shared-types";
import type { SseTranscoder } from "./sse-transcoder.ts";

/** One batch per network read that says something. Cancelling closes the connection to the provider. */
export function eventBatches(
  body: ReadableStream<Uint8Array>,
  transcoder: SseTranscoder,
): ReadableStream<readonly ModelEvent[]> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  return new ReadableStream<readonly ModelEvent[]>(
    {
      async pull(controller) {
        let batch: readonly ModelEvent[] = [];
        while (batch.length === 0 && !transcoder.ended) batch = await next();
        if (batch.length > 0) controller.enqueue(batch);
        if (!transcoder.ended) return;
        controller.close();
        void reader.cancel().catch(() => undefined);
      },
      async cancel() {
        await reader.cancel().catch(() => undefined);
      },
    },
    { highWaterMark: 0 },
  );

  async function next(): Promise<readonly ModelEvent[]> {
    try {
      const { done, value } = await reader.read();
      if (!done) return transcoder.push(decoder.decode(value, { stream: true }));
      const last = transcoder.push(decoder.decode());
      return transcoder.ended ? last : [...last, ...transcoder.close()];
    } catch (cause) {
      return transcoder.close(cause);
    }
  }
}
