import { cutText, type ToolResult } from "@sendcat/shared-types";
import { internal } from "../../_generated/api.js";
import type { Doc } from "../../_generated/dataModel.js";
import type { MutationCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";
import { bookSearch } from "./bookSearch.ts";
import { findJob } from "./findJobs.ts";
import { landResults } from "./landResults.ts";
import { startJobs } from "./startJobs.ts";

/** Number of runs that estimates use. */
const RUNS_KEPT = 5;

export interface JobSuccess {
  readonly jobId: string;
  readonly result: ToolResult;
  readonly fetchedAtMs: number;
  /** The service day of its reservation. */
  readonly day: string;
  /** The provider's route. */
  readonly route: string;
}

/**
 * The first result of a job counts and is booked, whichever attempt brings it: a run that was assumed dead changes nothing when it comes
 * second.
 */
export async function succeedJob(
  ctx: MutationCtx,
  { jobId, result, fetchedAtMs, day, route }: JobSuccess,
): Promise<boolean> {
  const job = await findJob(ctx, jobId);
  if (job?.state !== "running" && job?.state !== "queued") return false;
  const { key, tool } = job;
  const known = await ctx.db
    .query("toolResults")
    .withIndex("by_key", (q) => q.eq("key", key))
    .unique();
  const row = { key, tool, result, fetchedAtMs };
  await (known ? ctx.db.replace(known._id, row) : ctx.db.insert("toolResults", row));
  await ctx.db.patch(job._id, { state: "succeeded", endedAtMs: Date.now(), error: null });
  await bookSearch(ctx, job, { day, route });
  if (job.startedAtMs !== null && job.attempts <= 1) await learnRunTime(ctx, tool, Date.now() - job.startedAtMs);
  await landResults(ctx, key, 0);
  await startJobs(ctx);
  return true;
}

/** The pool's report of a job's end. Does nothing for a job that has already succeeded. */
export async function poolEnded(
  ctx: MutationCtx,
  end: { readonly jobId: string; readonly workId: string; readonly error: string | null },
): Promise<void> {
  const job = await findJob(ctx, end.jobId);
  if (job?.state !== "running" || job.workId !== end.workId) return;
  if (end.error === null) await ctx.db.patch(job._id, { state: "canceled", endedAtMs: Date.now() });
  // The attempt's own error is the best explanation; the pool knows of runs that could not record one.
  else await buryJob(ctx, job, job.error ?? end.error);
  await startJobs(ctx);
}

/** Ends a job as a dead letter: kept, reported to the waiting turns, and ready for a replay. */
export async function buryJob(ctx: MutationCtx, job: Doc<"toolJobs">, error: string): Promise<void> {
  const { key, tool } = job;
  await ctx.db.patch(job._id, {
    state: "dead",
    endedAtMs: Date.now(),
    error: cutText(error, LIMITS.toolErrorChars),
  });
  await landResults(ctx, key, 0);
  await ctx.scheduler.runAfter(0, internal.tools.searchTool.publishFailure, { key, tool });
}

async function learnRunTime(ctx: MutationCtx, tool: Doc<"toolStats">["tool"], runMs: number): Promise<void> {
  const stats = await ctx.db
    .query("toolStats")
    .withIndex("by_tool", (q) => q.eq("tool", tool))
    .unique();
  const runsMs = [...(stats?.runsMs ?? []), runMs].slice(-RUNS_KEPT);
  await (stats ? ctx.db.patch(stats._id, { runsMs }) : ctx.db.insert("toolStats", { tool, runsMs }));
}
