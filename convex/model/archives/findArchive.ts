import type { Doc } from "../../_generated/dataModel.js";
import type { QueryCtx } from "../../_generated/server.js";

export async function findArchive(ctx: Pick<QueryCtx, "db">, threadId: string): Promise<Doc<"archives"> | null> {
  return await ctx.db
    .query("archives")
    .withIndex("by_thread", (q) => q.eq("threadId", threadId))
    .unique();
}
