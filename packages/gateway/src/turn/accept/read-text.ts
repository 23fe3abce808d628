import type { Refusal } from "@sendcat/shared-types";
import { readBytes } from "./read-bytes.ts";

export type TextRead = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly refusal: Refusal };

/** Reads a body of at most `maxBytes` as UTF-8. */
export async function readText(request: Request, maxBytes: number): Promise<TextRead> {
  const body = await readBytes(request, maxBytes);
  if (!body.ok) return body;
  try {
    return { ok: true, text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body.bytes) };
  } catch {
    return { ok: false, refusal: { code: "invalid_request", message: "The body is not valid UTF-8." } };
  }
}
