import type { Doc } from "../../_generated/dataModel.js";
import type { QueryCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";

export async function unsentOf(ctx: Pick<QueryCtx, "db">, ownerId: string): Promise<readonly Doc<"attachments">[]> {
  return await ctx.db
    .query("attachments")
    .withIndex("by_owner_message", (q) => q.eq("ownerId", ownerId).eq("messageId", null))
    .take(LIMITS.unsentAttachments);
}
