import type { IncomingMessage } from "node:http";

/** More than any route takes: what is larger is refused by the gateway, which sees that there is more. */
const MAX_BODY_BYTES = 256 * 1024;

/**
 * Node's request as the gateway takes it. The body is read first: it is small, and a stream of its own costs more than it. Null when the
 * caller went before it was whole.
 */
export async function toRequest(incoming: IncomingMessage, origin: string): Promise<Request | null> {
  const headers = new Headers();
  const { rawHeaders, method = "GET" } = incoming;
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    // safe because a name and its value come in pairs
    headers.append(rawHeaders[i] as string, rawHeaders[i + 1] as string);
  }
  const url = `${origin}${incoming.url ?? "/"}`;
  if (method === "GET" || method === "HEAD") return new Request(url, { method, headers });
  const body = await readBody(incoming);
  return body && new Request(url, { method, headers, body });
}

async function readBody(incoming: IncomingMessage): Promise<Buffer<ArrayBuffer> | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of incoming) {
      // safe because nobody set an encoding
      chunks.push(chunk as Buffer);
      bytes += (chunk as Buffer).length;
      // The rest stays unread, and the connection is closed with the answer.
      if (bytes > MAX_BODY_BYTES) break;
    }
  } catch {
    return null;
  }
  return Buffer.concat(chunks);
}
