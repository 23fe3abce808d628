import type { MutationCtx } from "../../_generated/server.js";
import { latestJob } from "./findJobs.ts";

/** `ToolQueue.cancel`: cancels a job that has not started and that no turn waits for. A running job continues: its result is cached. */
export async function cancelJob(ctx: MutationCtx, key: string): Promise<void> {
  const job = await latestJob(ctx, key, "queued");
  if (!job) return;
  const wait = await ctx.db
    .query("toolWaits")
    .withIndex("by_key", (q) => q.eq("key", key))
    .first();
  if (!wait) await ctx.db.patch(job._id, { state: "canceled", endedAtMs: Date.now() });
}
