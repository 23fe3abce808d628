import { randomUUID } from "node:crypto";

const maxChunkLength = 5 * 1024 * 1024;

/** A transition as one message, or in parts where it is larger than the protocol lets one message be. */
export function chunkTransition(text: string): string[] {
  if (text.length <= maxChunkLength) return [text];
  const transitionId = randomUUID();
  const totalParts = Math.ceil(text.length / maxChunkLength);
  return Array.from({ length: totalParts }, (_part, partNumber) => {
    const start = partNumber * maxChunkLength;
    const chunk = text.slice(start, start + maxChunkLength);
    return JSON.stringify({ type: "TransitionChunk", chunk, partNumber, totalParts, transitionId });
  });
}
