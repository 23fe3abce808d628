import type { MessagePart } from "../chat/message.ts";
import { partsFromSegments } from "./parts-from-segments.ts";
import type { TurnChunk, TurnSegment } from "./turn-segment.ts";

/**
 * The message parts of checkpoint rows, given in order of `seq`. Repeated text (a row's `textStart` lies before the end of the earlier
 * rows) is taken once: a worker may resend a row whose acknowledgement was lost.
 */
export function partsFromChunks(chunks: Iterable<TurnChunk>): MessagePart[] {
  return partsFromSegments(freshSegments(chunks));
}

function* freshSegments(chunks: Iterable<TurnChunk>): Generator<TurnSegment> {
  let textEnd = 0;
  for (const chunk of chunks) {
    let repeated = Math.max(0, textEnd - chunk.textStart);
    for (const segment of chunk.segments) {
      if (segment.kind !== "text") {
        yield segment;
        continue;
      }
      const skipped = Math.min(repeated, segment.text.length);
      repeated -= skipped;
      textEnd += segment.text.length - skipped;
      yield { kind: "text", text: segment.text.slice(skipped) };
    }
  }
}
