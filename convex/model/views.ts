import type { MessageView, ThreadView } from "@sendcat/shared-types";
import type { Doc } from "../_generated/dataModel.js";

/** A stored message as clients read it. */
export function messageView(message: Doc<"messages">): MessageView {
  const { messageId, threadId, role, parts, status, turnId, parentId, model, error, _creationTime } = message;
  const createdAtMs = message.createdAtMs ?? Math.floor(_creationTime);
  return { id: messageId, threadId, role, parts, status, createdAtMs, turnId, parentId, model, error };
}

/** A stored thread as clients read it. */
export function threadView(thread: Doc<"threads">): ThreadView {
  const { threadId, title, updatedAtMs, pinned = false, archived = false, _creationTime } = thread;
  return { id: threadId, title, updatedAtMs, createdAtMs: Math.floor(_creationTime), pinned, archived };
}
