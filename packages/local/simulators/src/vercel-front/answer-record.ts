import { appendFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";

const MAX_BYTES = 1_000_000;
const DECODERS: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  gzip: gunzipSync,
  br: brotliDecompressSync,
  deflate: inflateSync,
};

/** Writes an answer of the app to the API as a line of JSON once it has ended: method, path, status, content type, and a JSON body. */
export function recordAnswer(
  file: string,
  asked: { readonly method: string; readonly path: string },
  reply: IncomingMessage,
): void {
  const contentType = reply.headers["content-type"] ?? null;
  const isJson = contentType?.startsWith("application/json") === true;
  const chunks: Buffer[] = [];
  let bytes = 0;
  reply.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (isJson && bytes <= MAX_BYTES) chunks.push(chunk);
  });
  // An answer that was cut off says nothing about the app.
  reply.on("end", () => {
    if (!reply.complete || bytes > MAX_BYTES) return;
    const decode = DECODERS[reply.headers["content-encoding"] ?? ""] ?? ((whole: Buffer) => whole);
    const body = isJson ? decode(Buffer.concat(chunks)).toString() : "";
    appendFileSync(file, `${JSON.stringify({ ...asked, status: reply.statusCode, contentType, body })}\n`);
  });
}
