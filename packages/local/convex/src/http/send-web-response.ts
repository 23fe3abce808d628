import { once } from "node:events";
import type { ServerResponse } from "node:http";

/** Sends a web `Response` chunk by chunk, no faster than the client reads. */
export async function sendWebResponse(
  source: Response,
  target: ServerResponse,
  disconnected: AbortSignal,
): Promise<void> {
  const headers: [string, string][] = [];
  for (const [name, value] of source.headers) headers.push([name, value]);
  target.writeHead(source.status, headers.flat());
  if (!source.body) {
    target.end();
    return;
  }
  const reader = source.body.getReader();
  const cancel = (): void => void reader.cancel().catch(() => undefined);
  disconnected.addEventListener("abort", cancel, { once: true });
  // Send the headers now: the first chunk of a stream may take long.
  target.flushHeaders();
  for (;;) {
    const { done, value } = await reader.read();
    if (done || disconnected.aborted) break;
    if (!target.write(value)) await once(target, "drain", { signal: disconnected }).catch(() => undefined);
  }
  disconnected.removeEventListener("abort", cancel);
  target.end();
}
