import type { Doc } from "../../_generated/dataModel.js";
import type { QueryCtx } from "../../_generated/server.js";

export async function findExport(ctx: Pick<QueryCtx, "db">, exportId: string): Promise<Doc<"exports"> | null> {
  return await ctx.db
    .query("exports")
    .withIndex("by_export", (q) => q.eq("exportId", exportId))
    .unique();
}
