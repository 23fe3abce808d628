import type { IncomingMessage } from "node:http";
import { promisify } from "node:util";
import { brotliDecompress } from "node:zlib";
import { HttpError } from "./http-error.ts";

const decompress = promisify(brotliDecompress);

/** The whole body, decompressed. @throws HttpError when it is larger than `maxBytes` */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    // Safe because no encoding was set on the request, so its chunks are buffers.
    const buffer = chunk as Buffer;
    bytes += buffer.length;
    if (bytes > maxBytes) {
      throw new HttpError(413, "RequestTooLarge", `Request body is larger than ${maxBytes} bytes`);
    }
    chunks.push(buffer);
  }
  const body = Buffer.concat(chunks);
  if (request.headers["content-encoding"] !== "br") return body;
  return decompress(body, { maxOutputLength: maxBytes });
}

/** @throws HttpError when the body is no JSON object */
export async function readJsonObject(
  request: IncomingMessage,
  maxBytes: number,
): Promise<{ [field: string]: unknown }> {
  const text = (await readBody(request, maxBytes)).toString();
  let parsed: unknown;
  try {
    parsed = JSON.parse(text === "" ? "{}" : text);
  } catch {
    throw new HttpError(400, "BadJsonBody", "The request body is not valid JSON");
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    throw new HttpError(400, "BadJsonBody", "The request body must be a JSON object");
  }
  // Safe because it was just checked to be an object.
  return parsed as { [field: string]: unknown };
}
