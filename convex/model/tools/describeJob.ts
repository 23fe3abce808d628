import type { ToolJob, ToolName } from "@sendcat/shared-types";
import type { Doc } from "../../_generated/dataModel.js";
import type { QueryCtx } from "../../_generated/server.js";
import { servicePolicy } from "../platform/servicePolicy.ts";
import { FIRST_RUN_MS, resultInMs } from "./estimateWait.ts";
import { jobsUnderWay } from "./findJobs.ts";

/** Typical duration of a tool's jobs: the median of the latest. */
export async function typicalRunMs(ctx: Pick<QueryCtx, "db">, tool: ToolName): Promise<number> {
  const stats = await ctx.db
    .query("toolStats")
    .withIndex("by_tool", (q) => q.eq("tool", tool))
    .unique();
  const sorted = (stats?.runsMs ?? []).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? FIRST_RUN_MS;
}

/** What users who wait for a job see: its position among the jobs of its tool, and an estimate of the wait. */
export async function estimateOf(ctx: Pick<QueryCtx, "db">, job: Doc<"toolJobs">): Promise<ToolJob> {
  const { jobs } = servicePolicy().tools;
  const nowMs = Date.now();
  const runMs = await typicalRunMs(ctx, job.tool);
  if (job.state === "running") {
    const waitMs = Math.max(0, Math.round((job.startedAtMs ?? nowMs) + runMs - nowMs));
    return { state: "running", position: null, waitMs, retryAfterMs: null };
  }
  const { running, queued } = await jobsUnderWay(ctx);
  const sameTool = ({ tool }: Doc<"toolJobs">) => tool === job.tool;
  const ahead = queued.filter(sameTool).findIndex(({ _id }) => _id === job._id);
  const places = Math.min(jobs.running, jobs.tools[job.tool].running);
  const isOwn = running.filter(sameTool).length >= places;
  const waitMs = resultInMs(isOwn ? running.filter(sameTool) : running, Math.max(0, ahead), {
    places: isOwn ? places : jobs.running,
    runMs,
    nowMs,
  });
  return { state: "queued", position: Math.max(0, ahead) + 1, waitMs, retryAfterMs: null };
}
