/** Longest path segment that can be an id of ours. */
const MAX_ID_CHARS = 80;

/** A segment of a path as an id; for a text that cannot be one, an id that nothing has. */
export function ownId(segment: string): string {
  return segment.length <= MAX_ID_CHARS && /^[\w-]+$/.test(segment) ? segment : "-";
}
