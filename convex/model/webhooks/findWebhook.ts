import type { Doc } from "../../_generated/dataModel.js";
import type { QueryCtx } from "../../_generated/server.js";

export async function findWebhook(
  ctx: Pick<QueryCtx, "db">,
  { source, eventId }: { readonly source: string; readonly eventId: string },
): Promise<Doc<"webhookEvents"> | null> {
  return await ctx.db
    .query("webhookEvents")
    .withIndex("by_event", (q) => q.eq("source", source).eq("eventId", eventId))
    .unique();
}
