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
  const headers = new Headers();
  const { rawHeaders, method = "GET" } = incoming;
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    // safe because names and values come in pairs
    headers.append(rawHeaders[i] as string, rawHeaders[i + 1] as string);
  }
  const url = new URL(`${origin}${incoming.url ?? "/"}`);
  if (method === "GET" || method === "HEAD") return new Request(url, { method, headers });
  const body = await readBody(incoming, maxBodyBytes(url.pathname));
  return body && new Request(url, { method, headers, body });
}

async function readBody(incoming: IncomingMessage, maxBytes: number): Promise<Buffer<ArrayBuffer> | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of incoming) {
      // safe because no encoding was set
      chunks.push(chunk as Buffer);
      bytes += (chunk as Buffer).length;
      // The rest stays unread; the connection closes after the response.
      if (bytes > maxBytes) break;
    }
  } catch {
    return null;
  }
  return Buffer.concat(chunks);
}
