import type { Refusal } from "@sendcat/shared-types";
import { readText } from "./read-text.ts";

type ReadResult = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly refusal: Refusal };

/** Reads a JSON body of at most `maxBytes`. */
export async function readJson(request: Request, maxBytes: number): Promise<ReadResult> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") return { ok: false, refusal: { code: "unsupported_media_type" } };
  const body = await readText(request, maxBytes);
  if (!body.ok) return body;
  try {
    return { ok: true, value: JSON.parse(body.text.replace(/^\uFEFF/, "")) };
  } catch {
    return { ok: false, refusal: { code: "invalid_request", message: "The body is not valid JSON." } };
  }
}
