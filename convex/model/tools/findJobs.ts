import type { Doc } from "../../_generated/dataModel.js";
import type { QueryCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";

type Db = Pick<QueryCtx, "db">;
type JobState = Doc<"toolJobs">["state"];

export async function findJob(ctx: Db, jobId: string): Promise<Doc<"toolJobs"> | null> {
  return await ctx.db
    .query("toolJobs")
    .withIndex("by_job_id", (q) => q.eq("jobId", jobId))
    .unique();
}

/** The queued or running job of a key; there is at most one. */
export async function findLiveJob(ctx: Db, key: string): Promise<Doc<"toolJobs"> | null> {
  return (await latestJob(ctx, key, "running")) ?? (await latestJob(ctx, key, "queued"));
}

export async function latestJob(ctx: Db, key: string, state: JobState): Promise<Doc<"toolJobs"> | null> {
  return await ctx.db
    .query("toolJobs")
    .withIndex("by_key_state", (q) => q.eq("key", key).eq("state", state))
    .order("desc")
    .first();
}

/** All running jobs, and all queued ones, the longest waiting first. The policy's caps bound their number. */
export async function jobsUnderWay(
  ctx: Db,
): Promise<{ readonly running: Doc<"toolJobs">[]; readonly queued: Doc<"toolJobs">[] }> {
  const inState = async (state: JobState) =>
    await ctx.db
      .query("toolJobs")
      .withIndex("by_state", (q) => q.eq("state", state))
      .take(LIMITS.toolJobsUnderWay);
  const [running, queued] = [await inState("running"), await inState("queued")];
  return { running, queued: queued.sort((a, b) => a.enqueuedAtMs - b.enqueuedAtMs) };
}
