import type { Refusal } from "@sendcat/shared-types";

type ReadResult = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly refusal: Refusal };

const refuse = (refusal: Refusal): ReadResult => ({ ok: false, refusal });

/** Reads a JSON body of at most `maxBytes`, counting as it reads: a lying Content-Length gains nothing. */
export async function readJson(request: Request, maxBytes: number): Promise<ReadResult> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") return refuse({ code: "unsupported_media_type" });
  const tooLarge: Refusal = {
    code: "payload_too_large",
    limit: maxBytes,
    message: `The body may have at most ${maxBytes} bytes.`,
  };
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) return refuse(tooLarge);

  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  let bytes = 0;
  try {
    if (!request.body) return refuse({ code: "invalid_request", message: "The body is empty." });
    const reader = request.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      bytes += value.byteLength;
      if (bytes > maxBytes) {
        await reader.cancel().catch(() => undefined);
        return refuse(tooLarge);
      }
      text += decoder.decode(value, { stream: true });
    }
    text += decoder.decode();
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return refuse({ code: "invalid_request", message: "The body is not valid JSON." });
  }
}
