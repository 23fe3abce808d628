import type { Doc } from "../../_generated/dataModel.js";
import type { QueryCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";

/** The shown branch from its last question on, oldest first; without the question if there are too many continuations to read. */
export async function lastExchange(ctx: Pick<QueryCtx, "db">, threadId: string): Promise<readonly Doc<"messages">[]> {
  const newest = await ctx.db
    .query("messages")
    .withIndex("by_thread_active", (q) => q.eq("threadId", threadId).eq("active", true))
    .order("desc")
    .take(LIMITS.continuedAnswers);
  const asked = newest.findIndex(({ role }) => role === "user");
  return newest.slice(0, asked < 0 ? newest.length : asked + 1).reverse();
}
