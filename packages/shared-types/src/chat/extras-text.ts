import type { AnswerExtra } from "./answer-extra.ts";

/** An answer's pictures and sources as plain lines, for a copy without the page; empty when there are none. */
export function extrasText(extras: readonly AnswerExtra[]): string {
  const pictures = extras.flatMap((extra) => (extra.type === "file" ? `Picture: ${extra.url}` : []));
  const sources = extras.flatMap((extra) => (extra.type === "source-url" ? `- ${extra.title}: ${extra.url}` : []));
  return [...pictures, ...(sources.length > 0 ? ["Sources:", ...sources] : [])].join("\n");
}
