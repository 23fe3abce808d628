import type { IncomingMessage } from "node:http";

/**
 * Node's request as a Request for the gateway. Reads the body first, because a small body is cheaper than a stream. Null when the client
 * disconnected before the end. Stops reading a body at most one chunk over its path's limit; the gateway refuses it.
 */
export async function toRequest(
  incoming: IncomingMessage,
  origin: string,
  maxBodyBytes: (path: string) => number,
): Promise<Request | null> {
  const { method = "GET" } = incoming;
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value));
  const url = new URL(`${origin}${incoming.url ?? "/"}`);
  if (method === "GET" || method === "HEAD") return new Request(url, { method, headers });
  const body = await readBody(incoming, maxBodyBytes(url.pathname));
  return body && new Request(url, { method, headers, body });
}

async function readBody(incoming: IncomingMessage, maxBytes: number): Promise<Buffer<ArrayBuffer> | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
      // safe because no encoding was set
      chunks.push(chunk as Buffer);
      bytes += (chunk as Buffer).length;
      if (bytes > maxBytes) break;
    }
  } catch {
    return null;
  }
  // Reads and drops what is left, so that the client reads its answer and the connection can serve the next request.
  incoming.resume();
  return Buffer.concat(chunks);
}
