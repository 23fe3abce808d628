import { safeImageUrl, type ThrottleResult } from "@sendcat/shared-types";

const TIMEOUT_MS = 8_000;
const MAX_BYTES = 2 * 1024 * 1024;
/** Formats that contain only a picture. SVG is not among them: it may contain scripts. */
const TYPES = new Set(["image/jpeg", "image/png", "image/webp", "image/avif", "image/gif"]);
const DAY_SECONDS = 86_400;

export interface ImageOptions {
  readonly origins: readonly string[];
  /** Counts a picture that will be fetched. */
  readonly take: () => Promise<ThrottleResult>;
  readonly fetch?: typeof fetch;
}

/**
 * Fetches a product's picture from one of `origins`, so that the user's browser never contacts a third party. 404 for other
 * origins; 429 when `take` refuses; 502 for a response that is no picture, larger than 2 MiB or slower than 8 s. Does not follow redirects.
 */
export async function fetchProductImage(
  url: string | null,
  { origins, take, fetch: send = fetch }: ImageOptions,
): Promise<Response> {
  const safe = safeImageUrl(url, origins);
  if (safe === null) return new Response(null, { status: 404 });
  const taken = await take();
  if (!taken.ok) return tooMany(taken.retryAfterMs);
  try {
    const picture = await send(safe, {
      redirect: "manual",
      headers: { accept: [...TYPES].join(", ") },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const type = picture.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
    if (picture.status !== 200 || !TYPES.has(type)) return await noPicture(picture);
    const bytes = await boundedBytes(picture);
    if (!bytes) return await noPicture(picture);
    return new Response(bytes, {
      headers: {
        "content-type": type,
        "cache-control": `public, max-age=${DAY_SECONDS}, immutable`,
        "x-content-type-options": "nosniff",
        "content-security-policy": "default-src 'none'; sandbox",
      },
    });
  } catch {
    return new Response(null, { status: 502 });
  }
}

function tooMany(retryAfterMs: number): Response {
  return new Response(null, { status: 429, headers: { "retry-after": String(Math.ceil(retryAfterMs / 1_000)) } });
}

async function noPicture(picture: Response): Promise<Response> {
  await picture.body?.cancel().catch(() => undefined);
  return new Response(null, { status: 502 });
}

/** The whole body, or null when it is longer than MAX_BYTES. */
async function boundedBytes(picture: Response): Promise<Uint8Array<ArrayBuffer> | null> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of picture.body ?? []) {
    length += piece.length;
    if (length > MAX_BYTES) return null;
    pieces.push(piece);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
