import type { ModelEvent } from "@sendcat/shared-types";
import type { SseTranscoder } from "./sse-transcoder.ts";

export interface Connection {
  /** Called when the stream has ended or was cancelled. */
  readonly onEnd: () => void;
  /** Closes the connection. */
  readonly abort: () => void;
}

/** How much a provider may send after its last event, and for how long, before its connection is closed instead of reused. */
const MAX_REST_READS = 4;
const REST_TIMEOUT_MS = 1_000;

/** One batch per network read with events. Never errors: a broken body ends with an `error` event. Cancelling closes the connection. */
export function eventBatches(
  body: ReadableStream<Uint8Array>,
  transcoder: SseTranscoder,
  { onEnd, abort }: Connection,
): ReadableStream<readonly ModelEvent[]> {
  const reader = body.getReader();
  let cancelled = false;
  return new ReadableStream<readonly ModelEvent[]>(
    {
      async pull(controller) {
        for (;;) {
          const events = await readEvents(reader, transcoder);
          if (cancelled) return;
          if (events.length > 0) controller.enqueue(events);
          if (transcoder.ended) {
            controller.close();
            onEnd();
            return readRest(reader, abort);
          }
          if (events.length > 0) return;
        }
      },
      async cancel(reason) {
        cancelled = true;
        onEnd();
        await reader.cancel(reason).catch(() => undefined);
        abort();
      },
    },
    { highWaterMark: 0 },
  );
}

/** A stream with one batch, for an answer that is already complete. */
export function oneBatch(events: readonly ModelEvent[]): ReadableStream<readonly ModelEvent[]> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(events);
      controller.close();
    },
  });
}

async function readEvents(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  transcoder: SseTranscoder,
): Promise<readonly ModelEvent[]> {
  try {
    const { done, value } = await reader.read();
    return done ? transcoder.end() : transcoder.push(value);
  } catch (error) {
    return transcoder.fail(error);
  }
}

/** Reads the body to its end so that its connection can be reused; closes the connection if the body does not end. Runs in the background. */
function readRest(reader: ReadableStreamDefaultReader<Uint8Array>, abort: () => void): void {
  const timer = setTimeout(abort, REST_TIMEOUT_MS);
  const read = async () => {
    for (let reads = 0; reads < MAX_REST_READS; reads++) if ((await reader.read()).done) return;
    abort();
  };
  read()
    .catch(() => undefined)
    .finally(() => clearTimeout(timer));
}
