import { isRecord } from "./is-record.ts";
import { ERROR_BODY_TIMEOUT_MS, MAX_ERROR_BODY_BYTES } from "./limits.ts";
import { errorOfBody, type ProviderError } from "./provider-error.ts";

/** The `error` of a response that is no stream; null when its body is none, too large, or does not come in time. */
export async function readErrorBody(response: Response): Promise<ProviderError | null> {
  const text = await readBounded(response);
  if (text === null) return null;
  try {
    const body: unknown = JSON.parse(text);
    return isRecord(body) ? errorOfBody(body) : null;
  } catch {
    return null;
  }
}

async function readBounded(response: Response): Promise<string | null> {
  if (!response.body) return null;
  const reader = response.body.getReader();
  const timer = setTimeout(() => void reader.cancel().catch(() => undefined), ERROR_BODY_TIMEOUT_MS);
  const decoder = new TextDecoder();
  let [text, bytes] = ["", 0];
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      bytes += value.length;
      if (bytes > MAX_ERROR_BODY_BYTES) {
        await reader.cancel().catch(() => undefined);
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
