import type { MessagePart } from "./message.ts";

/** What a message says, without its reasoning: what the model is shown of it, and what a title is made of. */
export function messageText(parts: readonly MessagePart[]): string {
  return parts.flatMap((part) => (part.type === "text" && part.text !== "" ? [part.text] : [])).join("\n\n");
}
