import type { ServerResponse } from "node:http";

/**
 * Writes the gateway's answer as it comes: one write a chunk, no faster than the caller reads. A caller who goes cancels the body, which
 * detaches a turn and stops nothing.
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
  // Headers go out at once, in one packet with what is there already: the caller learns that it was admitted, and no write is made twice.
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
    // A body that breaks after its headers can only be cut.
    outgoing.destroy();
  }
}
