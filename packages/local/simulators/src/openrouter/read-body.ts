import type { IncomingMessage } from "node:http";

const MAX_BODY_BYTES = 4 * 1_048_576;

/** The body as JSON. Null when it is not JSON, or larger than 4 MiB. */
export async function readJsonBody(request: IncomingMessage): Promise<{ readonly value: unknown } | null> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const piece of request) {
      // safe because a request without an encoding yields buffers
      const buffer = piece as Buffer;
      bytes += buffer.length;
      if (bytes > MAX_BODY_BYTES) return null;
      pieces.push(buffer);
    }
    const value: unknown = JSON.parse(Buffer.concat(pieces).toString("utf8"));
    return { value };
  } catch {
    return null;
  }
}
