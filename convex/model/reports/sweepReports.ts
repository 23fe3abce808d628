import { REPORT_DAYS } from "@sendcat/shared-types";
import { internal } from "../../_generated/api.js";
import type { MutationCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";

const DAY_MS = 86_400_000;

/** A bounded batch; schedules the next. */
export async function sweepReports(ctx: MutationCtx): Promise<void> {
  const before = Date.now() - REPORT_DAYS * DAY_MS;
  const old = await ctx.db
    .query("reports")
    .withIndex("by_creation_time", (q) => q.lt("_creationTime", before))
    .take(LIMITS.purgeBatch);
  for (const { _id } of old) await ctx.db.delete(_id);
  if (old.length === LIMITS.purgeBatch) await ctx.scheduler.runAfter(0, internal.reports.sweep, {});
}
