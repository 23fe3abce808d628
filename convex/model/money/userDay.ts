import type { QueryCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";

/** One user's turns and tokens of a day, from the ledger. A day has fewer rows than the bound: every plan's number of turns is lower. */
export async function userDay(
  ctx: Pick<QueryCtx, "db">,
  { userId, day }: { readonly userId: string; readonly day: string },
): Promise<{ readonly turns: number; readonly tokens: number }> {
  const rows = await ctx.db
    .query("usageLedger")
    .withIndex("by_owner_day", (q) => q.eq("ownerId", userId).eq("day", day))
    .take(LIMITS.ledgerRows);
  const counted = rows.filter(({ kind, counts }) => counts && kind !== "title");
  return {
    turns: counted.filter(({ kind }) => kind === "turn").length,
    tokens: Math.max(
      0,
      counted.reduce((sum, { chargedTokens }) => sum + chargedTokens, 0),
    ),
  };
}
