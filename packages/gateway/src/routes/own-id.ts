/** Longest path segment that can be one of our ids. */
const MAX_ID_CHARS = 80;

/** A path segment as an id. Text that cannot be an id becomes `-`, which nothing has. */
export function ownId(segment: string): string {
  return segment.length <= MAX_ID_CHARS && /^[\w-]+$/.test(segment) ? segment : "-";
}
