import type { PlanName } from "@sendcat/shared-types";
import type { QueryCtx } from "../../_generated/server.js";

const PLANS_AT_MOST = 10;

/** The ledger's charges by plan as of a minute ago; null while Redis has not been told of all of them. */
export async function readRolledUp(
  ctx: Pick<QueryCtx, "db">,
  day: string,
): Promise<Partial<Record<PlanName, number>> | null> {
  const owed = await ctx.db
    .query("settlements")
    .withIndex("by_tell", (q) => q.gt("tell", null))
    .first();
  if (owed) return null;
  const days = await ctx.db
    .query("usageDays")
    .withIndex("by_day_plan", (q) => q.eq("day", day))
    .take(PLANS_AT_MOST);
  return Object.fromEntries(days.map(({ plan, chargedMicroUsd }) => [plan, chargedMicroUsd]));
}
