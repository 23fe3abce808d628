import type { Refusal } from "@sendcat/shared-types";

export type BytesRead =
  | { readonly ok: true; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly ok: false; readonly refusal: Refusal };

/** Reads a body of at most `maxBytes`. Counts while reading, so a wrong Content-Length does not get more through. */
export async function readBytes(request: Request, maxBytes: number): Promise<BytesRead> {
  const tooLarge = {
    ok: false,
    refusal: { code: "payload_too_large", limit: maxBytes, message: `The body may have at most ${maxBytes} bytes.` },
  } as const;
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) return tooLarge;
  const empty = { ok: false, refusal: { code: "invalid_request", message: "The body is empty." } } as const;
  if (!request.body) return empty;
  const pieces: Uint8Array[] = [];
  let size = 0;
  const reader = request.body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.byteLength;
      if (size > maxBytes) {
        // Not awaited: some hosts finish it only after the client has sent everything, or never.
        reader.cancel().catch(() => undefined);
        return tooLarge;
      }
      pieces.push(value);
    }
  } catch {
    return {
      ok: false,
      refusal: { code: "invalid_request", message: "The connection broke before the whole body arrived." },
    };
  }
  if (size === 0) return empty;
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.byteLength;
  }
  return { ok: true, bytes };
}
