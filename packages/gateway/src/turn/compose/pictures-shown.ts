import type { ChatRequest } from "@sendcat/shared-types";

/** How many pictures the model may see: the number requested, but at least one per attachment, since only the store knows their types. */
export function picturesShown(chat: ChatRequest): number {
  const own = chat.trigger === "submit-message" ? chat.message.attachments.length : 0;
  return Math.max(chat.pictures, own);
}
