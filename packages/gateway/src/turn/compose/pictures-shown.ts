import type { ChatRequest } from "@sendcat/shared-types";

/** How many pictures the model is shown: what was asked for, and never fewer than the question may have: what is attached is known to the store alone. */
export function picturesShown(chat: ChatRequest): number {
  const own = chat.trigger === "submit-message" ? chat.message.attachments.length : 0;
  return Math.max(chat.pictures, own);
}
