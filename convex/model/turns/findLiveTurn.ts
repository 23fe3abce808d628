import type { Doc } from "../../_generated/dataModel.js";
import type { QueryCtx } from "../../_generated/server.js";

/** The running turn of a thread: turns:begin allows one at most. Its worker may be dead. */
export async function findLiveTurn(ctx: Pick<QueryCtx, "db">, threadId: string): Promise<Doc<"turns"> | null> {
  return await ctx.db
    .query("turns")
    .withIndex("by_thread_status", (q) => q.eq("threadId", threadId).eq("status", "streaming"))
    .first();
}
