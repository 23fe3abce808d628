import type { MessagePart } from "./message.ts";

/** What a message says, without its reasoning: what the model is shown of it, and what a title is made of. */
export function messageText(parts: readonly MessagePart[]): string {
  return parts
    .filter((part) => part.type === "text" && part.text !== "")
    .map((part) => part.text)
    .join("\n\n");
}
