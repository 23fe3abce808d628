import { internal } from "../../_generated/api.js";
import type { MutationCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";
import { servicePolicy } from "../platform/servicePolicy.ts";

const ENDED = ["succeeded", "dead", "canceled"] as const;

/** Run by a cron: deletes what is older than the policy keeps, in bounded batches. Messages hold copies of their results. */
export async function sweepTools(ctx: MutationCtx): Promise<{ readonly deleted: number }> {
  const before = Date.now() - servicePolicy().tools.jobs.keepMs;
  const old = [];
  for (const state of ENDED) {
    const jobs = ctx.db
      .query("toolJobs")
      .withIndex("by_state_ended", (q) => q.eq("state", state).lt("endedAtMs", before))
      .take(LIMITS.purgeBatch);
    old.push(...(await jobs));
  }
  const results = ctx.db.query("toolResults").withIndex("by_fetched", (q) => q.lt("fetchedAtMs", before));
  old.push(...(await results.take(LIMITS.purgeBatch)));
  const waits = ctx.db.query("toolWaits").withIndex("by_creation_time", (q) => q.lt("_creationTime", before));
  old.push(...(await waits.take(LIMITS.purgeBatch)));
  for (const { _id } of old) await ctx.db.delete(_id);
  if (old.length >= LIMITS.purgeBatch) await ctx.scheduler.runAfter(0, internal.toolJobs.sweep, {});
  return { deleted: old.length };
}
