import type { Doc } from "../../_generated/dataModel.js";
import type { MutationCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";
import { servicePolicy } from "../platform/servicePolicy.ts";
import { buryJob } from "./endJob.ts";
import { findJob } from "./findJobs.ts";
import { startJobs } from "./startJobs.ts";
import { toolPool } from "./toolPool.ts";

/** Run by a cron: reruns jobs whose run has gone silent; those without attempts left end as dead letters. */
export async function recoverJobs(ctx: MutationCtx): Promise<{ readonly recovered: number }> {
  const { jobs } = servicePolicy().tools;
  const silent = await ctx.db
    .query("toolJobs")
    .withIndex("by_state_lease", (q) => q.eq("state", "running").lt("leaseExpiresAtMs", Date.now()))
    .take(LIMITS.toolWaitBatch);
  for (const job of silent) {
    // safe because the id is the pool's own
    if (job.workId !== null)
      await toolPool(jobs.running).cancel(ctx, job.workId as Parameters<ReturnType<typeof toolPool>["cancel"]>[1]);
    if (job.attempts >= jobs.attempts) await buryJob(ctx, job, job.error ?? "its run was lost");
    else await ctx.db.patch(job._id, { state: "queued", workId: null, startedAtMs: null, leaseExpiresAtMs: null });
  }
  await startJobs(ctx);
  return { recovered: silent.length };
}

/** Retries a dead letter with all its attempts. False when there is none with this id. */
export async function replayJob(ctx: MutationCtx, jobId: string): Promise<boolean> {
  const job = await findJob(ctx, jobId);
  if (job?.state !== "dead") return false;
  await enqueueAgain(ctx, job);
  await startJobs(ctx);
  return true;
}

/** Retries all dead letters, the latest first, up to a bound. */
export async function replayDeadJobs(ctx: MutationCtx): Promise<void> {
  const dead = await ctx.db
    .query("toolJobs")
    .withIndex("by_state_ended", (q) => q.eq("state", "dead"))
    .order("desc")
    .take(LIMITS.replayBatch);
  for (const job of dead) await enqueueAgain(ctx, job);
  if (dead.length > 0) await startJobs(ctx);
}

async function enqueueAgain(ctx: MutationCtx, { _id }: Doc<"toolJobs">): Promise<void> {
  await ctx.db.patch(_id, {
    state: "queued",
    attempts: 0,
    enqueuedAtMs: Date.now(),
    startedAtMs: null,
    endedAtMs: null,
    leaseExpiresAtMs: null,
    workId: null,
    error: null,
  });
}
