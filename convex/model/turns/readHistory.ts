import { boundedHistory, type BeginTurn } from "@sendcat/shared-types";
import type { Doc } from "../../_generated/dataModel.js";
import type { QueryCtx } from "../../_generated/server.js";
import { withAttachments } from "../attachments/withAttachments.ts";
import { LIMITS } from "../platform/limits.ts";
import { partsChars } from "../messages/partsChars.ts";

/** Reads backwards from the end of the shown branch and stops at the limits, however long the thread. */
export async function readHistory(
  ctx: Pick<QueryCtx, "db" | "storage">,
  { threadId, history }: Pick<BeginTurn, "threadId" | "history">,
) {
  const shown: Doc<"messages">[] = [];
  let chars = 0;
  const branch = ctx.db
    .query("messages")
    .withIndex("by_thread_active", (q) => q.eq("threadId", threadId).eq("active", true))
    .order("desc");
  for await (const message of branch) {
    if (message.status === "streaming") continue;
    shown.unshift(message);
    chars += partsChars(message.parts);
    if (shown.length >= history.maxMessages || chars > Math.max(history.maxChars, LIMITS.promptChars)) break;
  }
  const { maxChars, pictures = 0 } = history;
  return await withAttachments(ctx, boundedHistory(shown, history), { shown, pictures, chars: maxChars });
}
