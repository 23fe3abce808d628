import type { Doc } from "../../_generated/dataModel.js";
import type { QueryCtx } from "../../_generated/server.js";
import { isClientId } from "../platform/limits.ts";

/** The thread of this id whoever owns it, removed ones included. */
export async function findThread(ctx: Pick<QueryCtx, "db">, threadId: string): Promise<Doc<"threads"> | null> {
  return await ctx.db
    .query("threads")
    .withIndex("by_thread_id", (q) => q.eq("threadId", threadId))
    .unique();
}

/** The caller's own thread; null for a foreign, a removed and an unknown one alike. */
export async function findOwnThread(
  ctx: Pick<QueryCtx, "db">,
  threadId: string,
  ownerId: string,
): Promise<Doc<"threads"> | null> {
  if (!isClientId(threadId)) return null;
  const thread = await findThread(ctx, threadId);
  return thread && thread.ownerId === ownerId && !thread.removed ? thread : null;
}
