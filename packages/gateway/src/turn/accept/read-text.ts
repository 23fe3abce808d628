import type { Refusal } from "@sendcat/shared-types";

export type TextRead = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly refusal: Refusal };

const refuse = (refusal: Refusal): TextRead => ({ ok: false, refusal });

/** Reads a body of at most `maxBytes` as UTF-8, counting as it reads: a lying Content-Length gains nothing. */
export async function readText(request: Request, maxBytes: number): Promise<TextRead> {
  const tooLarge: Refusal = {
    code: "payload_too_large",
    limit: maxBytes,
    message: `The body may have at most ${maxBytes} bytes.`,
  };
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) return refuse(tooLarge);
  if (!request.body) return refuse({ code: "invalid_request", message: "The body is empty." });

  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let text = "";
  let bytes = 0;
  try {
    const reader = request.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { ok: true, text: text + decoder.decode() };
      bytes += value.byteLength;
      if (bytes > maxBytes) {
        await reader.cancel().catch(() => undefined);
        return refuse(tooLarge);
      }
      text += decoder.decode(value, { stream: true });
    }
  } catch {
    return refuse({ code: "invalid_request", message: "The body is not valid UTF-8." });
  }
}
