import type { Doc } from "../../_generated/dataModel.js";
import type { QueryCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";

/** A turn's own row, its true-up, and an operator's decision, as far as there are any; its searches have rows of their own. */
const OF_THE_ANSWER = ["turn", "true-up", "decision"] as const;

export async function findLedgerRows(
  ctx: Pick<QueryCtx, "db">,
  turnId: string,
): Promise<readonly Doc<"usageLedger">[]> {
  const rows = OF_THE_ANSWER.map(
    async (kind) =>
      await ctx.db
        .query("usageLedger")
        .withIndex("by_turn_id", (q) => q.eq("turnId", turnId).eq("kind", kind))
        .unique(),
  );
  return (await Promise.all(rows)).flatMap((row) => row ?? []);
}

/** Whether anything was ever booked under a turn's id. One read: every turn asks this when it begins. */
export async function isInLedger(ctx: Pick<QueryCtx, "db">, turnId: string): Promise<boolean> {
  const first = await ctx.db
    .query("usageLedger")
    .withIndex("by_turn_id", (q) => q.eq("turnId", turnId))
    .first();
  return first !== null;
}

/** All that a turn cost, its searches too, in the order of booking. */
export async function findTurnSpend(ctx: Pick<QueryCtx, "db">, turnId: string): Promise<readonly Doc<"usageLedger">[]> {
  const rows = await ctx.db
    .query("usageLedger")
    .withIndex("by_turn_id", (q) => q.eq("turnId", turnId))
    .take(LIMITS.rowsOfTurn);
  return rows.toSorted((a, b) => a._creationTime - b._creationTime);
}
