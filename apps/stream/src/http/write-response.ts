import type { ServerResponse } from "node:http";

/**
 * Writes the gateway's answer as it comes: one write per chunk, no faster than the client reads. A client that disconnects cancels the body,
 * which detaches a turn and does not stop it.
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
  // Send the headers at once, in one packet with the first chunk if it is there: the client learns that it was admitted.
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
    // A body that fails after its headers can only be cut off.
    outgoing.destroy();
  }
}
