import type { IncomingMessage } from "node:http";

/**
 * Node's request as a Request for the gateway. Reads the body first, because a small body is cheaper than a stream; the server in front has bounded
 * it. Null when it broke off before its end.
 */
export async function toRequest(incoming: IncomingMessage, origin: string): Promise<Request | null> {
  const { method = "GET" } = incoming;
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value));
  const url = new URL(`${origin}${incoming.url ?? "/"}`);
  if (method === "GET" || method === "HEAD") return new Request(url, { method, headers });
  const body = await readBody(incoming);
  return body && new Request(url, { method, headers, body });
}

async function readBody(incoming: IncomingMessage): Promise<Buffer<ArrayBuffer> | null> {
  const chunks: Buffer[] = [];
  try {
    // safe because no encoding was set
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
  } catch {
    return null;
  }
  return Buffer.concat(chunks);
}
