import { isExtra, type MessageView, type ThreadView } from "@sendcat/shared-types";
import type { Doc } from "../../_generated/dataModel.js";
import type { QueryCtx } from "../../_generated/server.js";
import { attachmentsOf } from "../attachments/attachmentsOf.ts";

/** A stored message in the form that clients read. */
export async function messageView(ctx: Pick<QueryCtx, "storage">, message: Doc<"messages">): Promise<MessageView> {
  const { messageId, threadId, role, status, turnId, parentId, model, error, _creationTime } = message;
  const parts = message.parts.filter((part) => !isExtra(part));
  const extras = message.parts.filter(isExtra);
  const createdAtMs = message.createdAtMs ?? Math.floor(_creationTime);
  const attachments = await attachmentsOf(ctx, message);
  const view = { id: messageId, threadId, role, parts, status, createdAtMs, turnId, parentId, model, error };
  return { ...view, ...(attachments ? { attachments } : {}), ...(extras.length > 0 ? { extras } : {}) };
}

/** A stored thread in the form that clients read. */
export function threadView(thread: Doc<"threads">): ThreadView {
  const { threadId, title, updatedAtMs, pinned = false, archived = false, _creationTime } = thread;
  return { id: threadId, title, updatedAtMs, createdAtMs: Math.floor(_creationTime), pinned, archived };
}
