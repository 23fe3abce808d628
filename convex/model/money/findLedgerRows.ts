import type { Doc } from "../../_generated/dataModel.js";
import type { QueryCtx } from "../../_generated/server.js";

/** A turn has its own row, at most one true-up, and at most one decision of an operator. */
const ROWS_A_TURN = 3;

export async function findLedgerRows(
  ctx: Pick<QueryCtx, "db">,
  turnId: string,
): Promise<readonly Doc<"usageLedger">[]> {
  return await ctx.db
    .query("usageLedger")
    .withIndex("by_turn_id", (q) => q.eq("turnId", turnId))
    .take(ROWS_A_TURN);
}
