import type { Doc } from "../../_generated/dataModel.js";
import type { QueryCtx } from "../../_generated/server.js";
import { isClientId } from "../platform/limits.ts";

/** The thread with this id, whoever owns it, even if removed. */
export async function findThread(ctx: Pick<QueryCtx, "db">, threadId: string): Promise<Doc<"threads"> | null> {
  return await ctx.db
    .query("threads")
    .withIndex("by_thread_id", (q) => q.eq("threadId", threadId))
    .unique();
}

/** The owner's thread; null when it belongs to another user, is removed or does not exist. */
export async function findOwnThread(
  ctx: Pick<QueryCtx, "db">,
  threadId: string,
  ownerId: string,
): Promise<Doc<"threads"> | null> {
  if (!isClientId(threadId)) return null;
  const thread = await findThread(ctx, threadId);
  return thread && thread.ownerId === ownerId && !thread.removed ? thread : null;
}
