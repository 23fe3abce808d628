import { boundedHistory, historyStart, type BeginTurn } from "@sendcat/shared-types";
import type { Doc } from "../../_generated/dataModel.js";
import type { MutationCtx } from "../../_generated/server.js";
import { withAttachments } from "../attachments/withAttachments.ts";
import { findThread } from "../threads/findThread.ts";
import { LIMITS } from "../platform/limits.ts";
import { partsChars } from "../messages/partsChars.ts";

/**
 * Reads backwards from the end of the shown branch to the message where the last turn's history began, or to the limits, however long the
 * thread. Past a limit the history begins later, and the thread remembers where.
 */
export async function readHistory(ctx: MutationCtx, { threadId, history }: Pick<BeginTurn, "threadId" | "history">) {
  const thread = await findThread(ctx, threadId);
  const { maxChars, maxMessages, pictures = 0 } = history;
  const maxPartChars = Math.max(maxChars, LIMITS.promptChars);
  const shown: Doc<"messages">[] = [];
  let chars = 0;
  let hasQuestion = false;
  const branch = ctx.db
    .query("messages")
    .withIndex("by_thread_active", (q) => q.eq("threadId", threadId).eq("active", true))
    .order("desc");
  for await (const message of branch) {
    if (message.status === "streaming") continue;
    shown.unshift(message);
    chars += partsChars(message.parts);
    hasQuestion ||= message.role === "user";
    if (shown.length > maxMessages) break;
    if (hasQuestion && (message.messageId === thread?.historyFrom || chars > maxPartChars)) break;
  }
  const start = historyStart(shown, { maxMessages, maxChars, maxPartChars });
  const from = shown[start]?.messageId;
  if (thread && start > 0 && from !== undefined) await ctx.db.patch(thread._id, { historyFrom: from });
  const kept = shown.slice(start);
  return await withAttachments(ctx, boundedHistory(kept), { shown: kept, pictures, chars: maxChars });
}
