import type { IncomingMessage } from "node:http";
import { promisify } from "node:util";
import { brotliDecompress } from "node:zlib";
import { HttpError } from "./http-error.ts";

const decompress = promisify(brotliDecompress);

/** The whole body, decompressed. @throws HttpError when it is larger than `maxBytes` */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const body = await receive(request, maxBytes);
  if (request.headers["content-encoding"] !== "br") return body;
  return decompress(body, { maxOutputLength: maxBytes });
}

/** Reads with events: an async iterator costs more than reading most of these bodies. */
function receive(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // A destroyed request emits no more events.
    if (request.destroyed) return reject(new HttpError(400, "BadRequest", "The request was cut off"));
    const chunks: Buffer[] = [];
    let bytes = 0;
    const take = (chunk: Buffer): void => {
      bytes += chunk.length;
      if (bytes <= maxBytes) return void chunks.push(chunk);
      // The rest of the body is discarded.
      request.off("data", take);
      reject(new HttpError(413, "RequestTooLarge", `Request body is larger than ${maxBytes} bytes`));
    };
    request.on("data", take);
    request.on("end", () => resolve(Buffer.concat(chunks)));
    request.on("error", reject);
  });
}

/** @throws HttpError when the body is not a JSON object */
export async function readJsonObject(request: IncomingMessage, maxBytes: number): Promise<Record<string, unknown>> {
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
  // safe because it was just checked to be an object.
  return parsed as Record<string, unknown>;
}
