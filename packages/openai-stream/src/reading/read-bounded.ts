/** Limits for reading a body. Without `timeoutMs` it is read as long as the connection is open. */
export interface BodyBounds {
  readonly maxBytes: number;
  readonly timeoutMs?: number;
}

/** The text of a body; null when there is none, or when it is too large or breaks off. After the time-out: the text so far. */
export async function readBounded(response: Response, { maxBytes, timeoutMs }: BodyBounds): Promise<string | null> {
  if (!response.body) return null;
  const reader = response.body.getReader();
  const giveUp = () => void reader.cancel().catch(() => undefined);
  const timer = timeoutMs === undefined ? undefined : setTimeout(giveUp, timeoutMs);
  const decoder = new TextDecoder();
  let [text, bytes] = ["", 0];
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      bytes += value.length;
      if (bytes > maxBytes) {
        giveUp();
        return null;
      }
      text += decoder.decode(value, { stream: true });
    }
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
