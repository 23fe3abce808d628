import type { Doc } from "../../_generated/dataModel.js";
import type { QueryCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";

/** A turn's own row, and its true-up when there is one. */
export async function findLedgerRows(
  ctx: Pick<QueryCtx, "db">,
  turnId: string,
): Promise<readonly Doc<"usageLedger">[]> {
  const ofKind = async (kind: "turn" | "true-up") =>
    await ctx.db
      .query("usageLedger")
      .withIndex("by_turn_id", (q) => q.eq("turnId", turnId).eq("kind", kind))
      .unique();
  return [await ofKind("turn"), await ofKind("true-up")].flatMap((row) => row ?? []);
}

/** All that a turn cost, its searches too, in the order of booking. */
export async function findTurnSpend(ctx: Pick<QueryCtx, "db">, turnId: string): Promise<readonly Doc<"usageLedger">[]> {
  const rows = await ctx.db
    .query("usageLedger")
    .withIndex("by_turn_id", (q) => q.eq("turnId", turnId))
    .take(LIMITS.rowsOfTurn);
  return rows.toSorted((a, b) => a._creationTime - b._creationTime);
}
