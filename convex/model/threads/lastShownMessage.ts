import type { Doc } from "../../_generated/dataModel.js";
import type { QueryCtx } from "../../_generated/server.js";

/** The last message of the shown branch. */
export async function lastShownMessage(ctx: Pick<QueryCtx, "db">, threadId: string): Promise<Doc<"messages"> | null> {
  return await ctx.db
    .query("messages")
    .withIndex("by_thread_active", (q) => q.eq("threadId", threadId).eq("active", true))
    .order("desc")
    .first();
}
