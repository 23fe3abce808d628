import type { Doc } from "../../_generated/dataModel.js";
import type { MutationCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";

/** Deletes rows with their content. */
export async function dropAttachments(ctx: MutationCtx, rows: readonly Doc<"attachments">[]): Promise<void> {
  for (const { _id, storageId } of rows) {
    await ctx.storage.delete(storageId);
    await ctx.db.delete(_id);
  }
}

/** Deletes a bounded number of a thread's attachments; returns how many. */
export async function dropOfThread(ctx: MutationCtx, threadId: string): Promise<number> {
  const rows = await ctx.db
    .query("attachments")
    .withIndex("by_thread", (q) => q.eq("threadId", threadId))
    .take(LIMITS.purgeBatch);
  await dropAttachments(ctx, rows);
  return rows.length;
}
