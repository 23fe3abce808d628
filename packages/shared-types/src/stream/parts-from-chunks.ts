import type { MessagePart } from "../chat/message.ts";
import type { TurnChunk } from "./turn-segment.ts";

/**
 * The message parts that checkpoint rows amount to, rows given in order of `seq`: runs of one kind become one part. Text that a row repeats
 * (its `textStart` lies before the end of what came earlier) is taken once: a worker may resend a row whose receipt it never saw.
 */
export function partsFromChunks(chunks: Iterable<TurnChunk>): MessagePart[] {
  const parts: { type: MessagePart["type"]; text: string }[] = [];
  let textEnd = 0;
  for (const chunk of chunks) {
    let repeated = Math.max(0, textEnd - chunk.textStart);
    for (const segment of chunk.segments) {
      let text = segment.text;
      if (segment.kind === "text") {
        const skipped = Math.min(repeated, text.length);
        repeated -= skipped;
        text = text.slice(skipped);
        textEnd += text.length;
      }
      if (text === "") continue;
      const last = parts.at(-1);
      if (last?.type === segment.kind) last.text += text;
      else parts.push({ type: segment.kind, text });
    }
  }
  return parts;
}
