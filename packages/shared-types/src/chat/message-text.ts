import type { MessagePart } from "./message.ts";

/** A message's text without its reasoning: what the model is shown, and what a title is made from. */
export function messageText(parts: readonly MessagePart[]): string {
  return parts.flatMap((part) => (part.type === "text" && part.text !== "" ? [part.text] : [])).join("\n\n");
}
