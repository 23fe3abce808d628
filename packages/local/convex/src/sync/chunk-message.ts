import { randomUUID } from "node:crypto";

const MAX_CHUNK_LENGTH = 5 * 1024 * 1024;

/** A transition as one message, or in parts when it is larger than the protocol allows for one message. */
export function chunkTransition(text: string): string[] {
  if (text.length <= MAX_CHUNK_LENGTH) return [text];
  const transitionId = randomUUID();
  const totalParts = Math.ceil(text.length / MAX_CHUNK_LENGTH);
  return Array.from({ length: totalParts }, (_part, partNumber) => {
    const start = partNumber * MAX_CHUNK_LENGTH;
    const chunk = text.slice(start, start + MAX_CHUNK_LENGTH);
    return JSON.stringify({ type: "TransitionChunk", chunk, partNumber, totalParts, transitionId });
  });
}
