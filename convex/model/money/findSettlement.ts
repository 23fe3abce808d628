import type { Doc } from "../../_generated/dataModel.js";
import type { QueryCtx } from "../../_generated/server.js";

export async function findSettlement(ctx: Pick<QueryCtx, "db">, turnId: string): Promise<Doc<"settlements"> | null> {
  return await ctx.db
    .query("settlements")
    .withIndex("by_turn_id", (q) => q.eq("turnId", turnId))
    .unique();
}
