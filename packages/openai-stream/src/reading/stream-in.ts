const MARKUP = /^\s*[{[<]/;
const NOTHING_YET = /^\s*$/;
/** A body of more white space than this is not waited for. */
const MAX_BLANK_CHARS = 4_096;

/**
 * The body of a response if it is a stream of events: it says so, or it says nothing reliable and does not begin as JSON or HTML. Null for any
 * other body, which stays unread.
 */
export async function streamIn(response: Response): Promise<ReadableStream<Uint8Array> | null> {
  const type = response.headers.get("content-type")?.trim().toLowerCase() ?? "";
  if (type.startsWith("text/event-stream") || !response.body) return response.body;
  const copy = response.clone().body?.getReader();
  if (!copy) return null;
  const decoder = new TextDecoder();
  let beginning = "";
  while (beginning.length < MAX_BLANK_CHARS && NOTHING_YET.test(beginning)) {
    const { done, value } = await copy.read();
    if (done) break;
    beginning += decoder.decode(value, { stream: true });
  }
  // Not awaited: it ends only when the other copy has been read or cancelled too.
  copy.cancel().catch(() => undefined);
  return MARKUP.test(beginning) || NOTHING_YET.test(beginning) ? null : response.body;
}
