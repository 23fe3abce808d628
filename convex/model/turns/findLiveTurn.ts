import type { Doc } from "../../_generated/dataModel.js";
import type { QueryCtx } from "../../_generated/server.js";

/** The turn that is being answered in a thread: turns:begin lets there be one at most. Its worker may be gone. */
export async function findLiveTurn(ctx: Pick<QueryCtx, "db">, threadId: string): Promise<Doc<"turns"> | null> {
  return await ctx.db
    .query("turns")
    .withIndex("by_thread_status", (q) => q.eq("threadId", threadId).eq("status", "streaming"))
    .first();
}
