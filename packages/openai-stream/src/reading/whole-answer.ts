import { type ModelEvent, isRecord } from "@sendcat/shared-types";
import type { SseTranscoder } from "./sse-transcoder.ts";

/** The events of an answer that came as one JSON body instead of a stream; null when the body is not an answer. */
export function wholeAnswer(body: string, transcoder: SseTranscoder): readonly ModelEvent[] | null {
  try {
    const json: unknown = JSON.parse(body);
    return isRecord(json) && Array.isArray(json["choices"]) ? transcoder.whole(json) : null;
  } catch {
    return null;
  }
}
