import type { Refusal } from "@sendcat/shared-types";
import { readText } from "./read-text.ts";

type ReadResult = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly refusal: Refusal };

/** JSON between systems is UTF-8 (RFC 8259, 8.1), of which ASCII is a part. */
const OTHER_CHARSET = /^\s*charset\s*=(?!\s*"?(?:utf-?8|us-ascii)"?\s*$)/;

/** Reads a JSON body of at most `maxBytes`. */
export async function readJson(request: Request, maxBytes: number): Promise<ReadResult> {
  const [type, ...parameters] = (request.headers.get("content-type") ?? "").toLowerCase().split(";");
  if (type?.trim() !== "application/json") return { ok: false, refusal: { code: "unsupported_media_type" } };
  if (parameters.some((parameter) => OTHER_CHARSET.test(parameter)))
    return { ok: false, refusal: { code: "unsupported_media_type", message: "Send JSON in UTF-8." } };
  const body = await readText(request, maxBytes);
  if (!body.ok) return body;
  try {
    return { ok: true, value: JSON.parse(body.text.replace(/^\uFEFF/, "")) };
  } catch {
    return { ok: false, refusal: { code: "invalid_request", message: "The body is not valid JSON." } };
  }
}
