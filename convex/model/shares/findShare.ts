import type { Doc } from "../../_generated/dataModel.js";
import type { QueryCtx } from "../../_generated/server.js";
import { isClientId } from "../platform/limits.ts";

export async function findShareOfThread(ctx: Pick<QueryCtx, "db">, threadId: string): Promise<Doc<"shares"> | null> {
  return await ctx.db
    .query("shares")
    .withIndex("by_thread", (q) => q.eq("threadId", threadId))
    .unique();
}

export async function findShare(ctx: Pick<QueryCtx, "db">, shareId: string): Promise<Doc<"shares"> | null> {
  if (!isClientId(shareId)) return null;
  return await ctx.db
    .query("shares")
    .withIndex("by_share", (q) => q.eq("shareId", shareId))
    .unique();
}
