import { once } from "node:events";
import { pipeline, type Readable, type Transform } from "node:stream";
import {
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from "node:zlib";

/** A body that ends early is passed on as far as it came; its reader checks for the proper ending. */
const ZLIB = { finishFlush: constants.Z_SYNC_FLUSH };
const BROTLI = { finishFlush: constants.BROTLI_OPERATION_FLUSH };
/** More than any real response uses, and the same limit as the platform's `fetch`. */
const MAX_CODINGS = 5;

const DECODERS: Readonly<Record<string, (body: Readable) => Transform | Promise<Transform>>> = {
  gzip: () => createGunzip(ZLIB),
  "x-gzip": () => createGunzip(ZLIB),
  br: () => createBrotliDecompress(BROTLI),
  zstd: () => createZstdDecompress(),
  deflate: async (body) => ((await hasZlibHeader(body)) ? createInflate(ZLIB) : createInflateRaw(ZLIB)),
};

/**
 * Decodes the body, the last applied content coding first, and passes on each chunk as it arrives. Returns the body unchanged if a
 * coding is unknown. Rejects if there are too many codings.
 */
export async function decodedBody(body: Readable, contentEncoding: string): Promise<Readable> {
  const codings = contentEncoding
    .toLowerCase()
    .split(",")
    .map((coding) => coding.trim())
    .reverse();
  if (codings.length > MAX_CODINGS) throw new Error(`the body has ${codings.length} content codings`);
  const decoders = codings.filter((coding) => coding !== "identity" && coding !== "").map((coding) => DECODERS[coding]);
  if (decoders.includes(undefined)) return body;
  let decoded = body;
  for (const decoder of decoders) {
    if (!decoder) continue;
    // An error of either stream breaks the decoded stream.
    decoded = pipeline(decoded, await decoder(decoded), () => undefined);
  }
  return decoded;
}

/** `deflate` should have a zlib header (RFC 9110, 8.4.1.2); some servers leave it out. */
async function hasZlibHeader(body: Readable): Promise<boolean> {
  if (body.readableLength === 0 && !body.readableEnded) await once(body, "readable");
  const first: unknown = body.read();
  if (!(first instanceof Uint8Array)) return true;
  body.unshift(first);
  return ((first[0] ?? 0) & 0x0f) === 0x08;
}
