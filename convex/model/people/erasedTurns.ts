import type { QueryCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";

/** The owner's newest turns, which Redis may still have a record of. */
export async function erasedTurns(ctx: Pick<QueryCtx, "db">, ownerId: string): Promise<readonly string[]> {
  const rows = await ctx.db
    .query("usageLedger")
    .withIndex("by_owner_day", (q) => q.eq("ownerId", ownerId))
    .order("desc")
    .take(LIMITS.ledgerRows);
  return rows.map(({ turnId }) => turnId);
}
