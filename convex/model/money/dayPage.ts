import { PLAN_NAMES, recordOf, type DayPage, type PlanName } from "@sendcat/shared-types";
import type { Doc } from "../../_generated/dataModel.js";
import type { QueryCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";
import { wholeInstants } from "./wholeInstants.ts";

/**
 * A day's charges, by plan. The first page has the rolled-up totals and how far they reach, read together; it and the following pages have
 * the rows since. Rows are immutable, so a roll-up between two pages changes nothing.
 */
export async function dayPage(
  ctx: Pick<QueryCtx, "db">,
  { day, after }: { readonly day: string; readonly after: number | null },
): Promise<DayPage> {
  const chargedMicroUsd: Record<PlanName, number> = recordOf(PLAN_NAMES, () => 0);
  let from = after;
  let isNew = false;
  if (from === null) {
    from = (await ctx.db.query("usageCursors").first())?.rolledUpTo ?? 0;
    const rolledUp = await ctx.db
      .query("usageDays")
      .withIndex("by_day_plan", (q) => q.eq("day", day))
      .take(PLAN_NAMES.length);
    for (const total of rolledUp) chargedMicroUsd[total.plan] += total.chargedMicroUsd;
    isNew = (await ctx.db.query("usageLedger").first()) === null;
  }
  const rows = await ctx.db
    .query("usageLedger")
    .withIndex("by_creation_time", (q) => q.gt("_creationTime", from))
    .take(LIMITS.ledgerRows);
  const page = wholeInstants(rows, LIMITS.ledgerRows);
  for (const row of page) if (row.day === day) chargedMicroUsd[row.plan] += row.chargedMicroUsd;
  return { chargedMicroUsd, isNew, after: nextOf(page, rows) };
}

function nextOf(page: readonly Doc<"usageLedger">[], rows: readonly Doc<"usageLedger">[]): number | null {
  return rows.length < LIMITS.ledgerRows ? null : (page.at(-1)?._creationTime ?? null);
}
