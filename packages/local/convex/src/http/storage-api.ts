import { createHash } from "node:crypto";
import { corsHeaders } from "./cors.ts";
import type { Handler } from "./exchange.ts";
import { HttpError } from "./http-error.ts";
import { readBody } from "./read-body.ts";

const MAX_UPLOAD_BYTES = 512 * 1024 * 1024;

/** `POST /api/storage/upload?token=` */
export const uploadEndpoint: Handler = async (exchange) => {
  const { engine, request, url } = exchange;
  const componentPath = engine.files.takeUploadToken(url.searchParams.get("token") ?? "");
  if (componentPath === null) {
    throw new HttpError(400, "StorageTokenInvalid", "The upload URL is unknown, used or expired");
  }
  const content = await readBody(request, MAX_UPLOAD_BYTES);
  const digest = /^sha-256=(.+)$/i.exec(String(request.headers.digest ?? ""))?.[1];
  const sha256 = createHash("sha256").update(content).digest("base64");
  if (digest !== undefined && digest !== sha256) {
    throw new HttpError(400, "BadDigest", "The content does not match the SHA-256 in the Digest header");
  }
  const contentType = request.headers["content-type"] ?? null;
  exchange.json({ storageId: await engine.files.store(componentPath, { content, contentType }) });
};

/** `GET /api/storage/<uuid>`, with single byte ranges. */
export const downloadEndpoint: Handler = async ({ engine, request, response, url }) => {
  const file = await engine.files.download(url.pathname.slice("/api/storage/".length));
  if (!file) throw new HttpError(404, "StorageNotFound", "File not found");
  const headers: Record<string, string> = {
    ...corsHeaders(request),
    "accept-ranges": "bytes",
    "cache-control": "private, max-age=2592000",
    ...(file.contentType === null ? {} : { "content-type": file.contentType }),
  };
  const range = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? "");
  if (!range || (range[1] === "" && range[2] === "")) {
    response.writeHead(200, { ...headers, "content-length": String(file.content.length) });
    response.end(file.content);
    return;
  }
  const size = file.content.length;
  const start = range[1] === "" ? Math.max(0, size - Number(range[2])) : Number(range[1]);
  const end = range[1] === "" || range[2] === "" ? size - 1 : Math.min(Number(range[2]), size - 1);
  if (start > end) throw new HttpError(416, "RangeNotSatisfiable", `The file has ${size} bytes`);
  const part = file.content.subarray(start, end + 1);
  response.writeHead(206, {
    ...headers,
    "content-range": `bytes ${start}-${end}/${size}`,
    "content-length": String(part.length),
  });
  response.end(part);
};
