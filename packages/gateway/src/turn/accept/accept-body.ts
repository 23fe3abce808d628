import type { ApiBody, Refusal } from "@sendcat/shared-types";
import { invalid } from "./invalid.ts";
import { readJson } from "./read-json.ts";

type Accepted = { readonly ok: true; readonly body: unknown } | { readonly ok: false; readonly refusal: Refusal };

/** Bodies are read as they are: a compressed one could be a thousand times larger than it looks. */
function isEncoded({ headers }: Request): boolean {
  return !["", "identity"].includes(headers.get("content-encoding")?.trim().toLowerCase() ?? "");
}

/** The body as the route's schema gives it; null where the route reads no JSON. */
export async function acceptBody(request: Request, spec: ApiBody | undefined, maxBytes: number): Promise<Accepted> {
  if (spec && isEncoded(request))
    return {
      ok: false,
      refusal: { code: "unsupported_media_type", message: "Send the body without Content-Encoding." },
    };
  if (spec?.type !== "json") return { ok: true, body: null };
  const read = await readJson(request, maxBytes);
  if (!read.ok) return read;
  const parsed = spec.schema.safeParse(read.value);
  return parsed.success ? { ok: true, body: parsed.data } : { ok: false, refusal: invalid(parsed.error) };
}
