const MARKUP = /^\s*[{[<]/;
const NOTHING_YET = /^\s*$/;
/** The first line is JSON, and has not ended yet. */
const IN_FIRST_LINE = /^\s*\{[^\n]*$/;
/** The first line is a chunk, not a complete answer: each line is an event. In a text, the quotes would be escaped. */
const CHUNK = /^\s*\{[^\n]*"delta"\s*:/;
/** A body is not classified by more than this. */
const MAX_BEGINNING_CHARS = 4_096;

/**
 * The body of a response if it is a stream of events: it says so, or it begins neither as JSON nor as HTML, or its first line is a chunk. Null for
 * any other body, which stays unread.
 */
export async function streamIn(response: Response): Promise<ReadableStream<Uint8Array> | null> {
  const type = response.headers.get("content-type")?.trim().toLowerCase() ?? "";
  if (type.startsWith("text/event-stream") || !response.body) return response.body;
  const copy = response.clone().body?.getReader();
  if (!copy) return null;
  const decoder = new TextDecoder();
  let beginning = "";
  while (beginning.length < MAX_BEGINNING_CHARS && isUndecided(beginning)) {
    const { done, value } = await copy.read();
    if (done) break;
    beginning += decoder.decode(value, { stream: true });
  }
  // Not awaited: it ends only when the other copy has been read or cancelled too.
  copy.cancel().catch(() => undefined);
  if (CHUNK.test(beginning)) return response.body;
  return MARKUP.test(beginning) || NOTHING_YET.test(beginning) ? null : response.body;
}

function isUndecided(beginning: string): boolean {
  return NOTHING_YET.test(beginning) || (IN_FIRST_LINE.test(beginning) && !CHUNK.test(beginning));
}
