/** How much of a body is read, and for how long it is waited for; without a time, as long as its connection stands. */
export interface BodyBounds {
  readonly maxBytes: number;
  readonly timeoutMs?: number;
}

/** The text of a body; null when there is none, when it is larger, breaks, or does not come in time. */
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
