import type { PlanName } from "@sendcat/shared-types";
import type { QueryCtx } from "../_generated/server.js";

/** The plan an owner had at their last message. */
export async function planOf(ctx: Pick<QueryCtx, "db">, ownerId: string): Promise<PlanName> {
  const user = await ctx.db
    .query("users")
    .withIndex("by_subject", (q) => q.eq("subject", ownerId))
    .unique();
  return user?.plan ?? "guest";
}
