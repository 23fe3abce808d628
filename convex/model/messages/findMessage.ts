import type { Doc } from "../../_generated/dataModel.js";
import type { QueryCtx } from "../../_generated/server.js";

export async function findMessage(ctx: Pick<QueryCtx, "db">, messageId: string): Promise<Doc<"messages"> | null> {
  return await ctx.db
    .query("messages")
    .withIndex("by_message_id", (q) => q.eq("messageId", messageId))
    .unique();
}
