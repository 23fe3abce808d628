import type { ServerResponse } from "node:http";

/**
 * Writes the gateway's response as it comes: one write per chunk, with backpressure from the client. When the client disconnects, the
 * body is cancelled: the turn is detached, not stopped.
 */
export async function writeResponse(response: Response, outgoing: ServerResponse): Promise<void> {
  const headers: [string, string][] = [...response.headers];
  outgoing.writeHead(response.status, headers.flat());
  if (!response.body) return void outgoing.end();
  const reader = response.body.getReader();
  let wake = (): void => undefined;
  outgoing.on("drain", () => wake());
  outgoing.on("close", () => {
    wake();
    reader.cancel().catch(() => undefined);
  });
  // Sends the headers at once, so that the client learns that it was admitted; in one packet with the first chunk if there is one.
  const { socket } = outgoing;
  socket?.cork();
  outgoing.flushHeaders();
  setImmediate(() => socket?.uncork());
  try {
    while (!outgoing.destroyed) {
      const { done, value } = await reader.read();
      if (done) return void outgoing.end();
      if (!outgoing.write(value)) await new Promise<void>((resolve) => (wake = resolve));
    }
    await reader.cancel();
  } catch {
    // After the headers are sent, a failed body can only be cut off.
    outgoing.destroy();
  }
}
