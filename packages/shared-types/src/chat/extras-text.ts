import { isExtra } from "./is-extra.ts";
import type { MessagePart } from "./message.ts";

/** A message's pictures and sources as plain lines, for a copy without the page; empty when it has none. */
export function extrasText(parts: readonly MessagePart[]): string {
  const extras = parts.filter(isExtra);
  const pictures = extras.flatMap((extra) => (extra.type === "file" ? `Picture: ${extra.url}` : []));
  const sources = extras.flatMap((extra) => (extra.type === "source-url" ? `- ${extra.title}: ${extra.url}` : []));
  return [...pictures, ...(sources.length > 0 ? ["Sources:", ...sources] : [])].join("\n");
}
