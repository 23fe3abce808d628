import type { ToolPolicy } from "@sendcat/shared-types";
import { internal } from "../../_generated/api.js";
import type { Doc } from "../../_generated/dataModel.js";
import type { MutationCtx } from "../../_generated/server.js";
import { servicePolicy } from "../platform/servicePolicy.ts";
import { jobsUnderWay } from "./findJobs.ts";
import { toolPool } from "./toolPool.ts";

type Job = Doc<"toolJobs">;

/** From its start until its first report; the pool may take a moment. */
const START_LEASE_MS = 30_000;

/** Whether the caps allow the job to run beside the running ones. */
export function hasPlace(job: Pick<Job, "tool" | "plan">, running: readonly Job[], { jobs }: ToolPolicy): boolean {
  const ofTool = running.filter(({ tool }) => tool === job.tool).length;
  const ofPlan = running.filter(({ plan }) => plan === job.plan).length;
  return (
    running.length < jobs.running && ofTool < jobs.tools[job.tool].running && ofPlan < jobs.plans[job.plan].running
  );
}

/** Starts as many queued jobs as there are places, in order; a job that its caps block lets others pass. */
export async function startJobs(ctx: MutationCtx): Promise<void> {
  const policy = servicePolicy().tools;
  const { running, queued } = await jobsUnderWay(ctx);
  for (const job of queued) {
    if (running.length >= policy.jobs.running) return;
    if (!hasPlace(job, running, policy)) continue;
    running.push(job);
    await startJob(ctx, job, policy);
  }
}

async function startJob(ctx: MutationCtx, job: Job, { jobs }: ToolPolicy): Promise<void> {
  const { jobId } = job;
  const nowMs = Date.now();
  const workId = await toolPool(jobs.running).enqueueAction(
    ctx,
    internal.tools.searchTool.run,
    { jobId },
    {
      retry: { maxAttempts: jobs.attempts, initialBackoffMs: jobs.firstRetryMs, base: jobs.retryGrowth },
      onComplete: internal.toolJobs.ended,
      context: { jobId },
    },
  );
  await ctx.db.patch(job._id, {
    state: "running",
    startedAtMs: nowMs,
    leaseExpiresAtMs: nowMs + START_LEASE_MS,
    workId,
  });
}
