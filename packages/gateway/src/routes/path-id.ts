/** Longest path segment that can be an id of ours. */
const MAX_ID_CHARS = 80;

/** The path's segment at `index` (`/api/chat/x/stop`: 3 is `x`), or an id nobody has. */
export function pathId(url: URL, index: number): string {
  const segment = url.pathname.split("/")[index] ?? "";
  return segment.length <= MAX_ID_CHARS && /^[\w-]+$/.test(segment) ? segment : "-";
}
