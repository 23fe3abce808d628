import type { QueryCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";

/** One user's turns and tokens of a day, from the ledger. A day has fewer rows than the bound: every plan's number of turns is lower. */
export async function userDay(
  ctx: Pick<QueryCtx, "db">,
  { userId, day }: { readonly userId: string; readonly day: string },
): Promise<{ readonly turns: number; readonly tokens: number }> {
  const countedOf = async (kind: "turn" | "true-up") => {
    const rows = await ctx.db
      .query("usageLedger")
      .withIndex("by_owner_day", (q) => q.eq("ownerId", userId).eq("day", day).eq("kind", kind))
      .take(LIMITS.ledgerRows);
    return rows.filter(({ counts }) => counts);
  };
  const [turns, trueUps] = [await countedOf("turn"), await countedOf("true-up")];
  return {
    turns: turns.length,
    tokens: Math.max(
      0,
      [...turns, ...trueUps].reduce((sum, { chargedTokens }) => sum + chargedTokens, 0),
    ),
  };
}
