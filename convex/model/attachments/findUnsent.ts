import type { Doc } from "../../_generated/dataModel.js";
import type { QueryCtx } from "../../_generated/server.js";

/** The owner's unsent pictures and documents; null when one of them is unknown, another user's, or already sent. */
export async function findUnsent(
  ctx: Pick<QueryCtx, "db">,
  { ownerId, ids }: { readonly ownerId: string; readonly ids: readonly string[] },
): Promise<readonly Doc<"attachments">[] | null> {
  const found: Doc<"attachments">[] = [];
  for (const attachmentId of new Set(ids)) {
    const row = await ctx.db
      .query("attachments")
      .withIndex("by_attachment", (q) => q.eq("attachmentId", attachmentId))
      .unique();
    if (row?.ownerId !== ownerId || row.messageId !== null) return null;
    found.push(row);
  }
  return found;
}
