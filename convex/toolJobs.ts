import { vOnCompleteArgs } from "@convex-dev/workpool";
import { paginationOptsValidator } from "convex/server";
import { v } from "convex/values";
import { internalMutation, internalQuery } from "./_generated/server.js";
import { serviceMutation } from "./model/platform/auth.ts";
import { boundedPage } from "./model/platform/boundedPage.ts";
import { askTool } from "./model/tools/askTool.ts";
import { claimAttempt, noteFailure } from "./model/tools/attempt.ts";
import { cancelJob } from "./model/tools/cancelJob.ts";
import { deliverLater as promiseDelivery } from "./model/tools/deliverLater.ts";
import { poolEnded, succeedJob } from "./model/tools/endJob.ts";
import { landResults } from "./model/tools/landResults.ts";
import { recoverJobs, replayJob } from "./model/tools/recoverJobs.ts";
import { startJobs } from "./model/tools/startJobs.ts";
import { sweepTools } from "./model/tools/sweepTools.ts";
import { vPlan, vToolInput, vToolName, vToolResult } from "./model/platform/validators.ts";

/** `ToolQueue.ask`. For the service. */
export const ask = serviceMutation({
  args: {
    key: v.string(),
    tool: vToolName,
    input: vToolInput,
    plan: vPlan,
    clearedAtMs: v.number(),
    requestId: v.optional(v.string()),
    turnId: v.optional(v.string()),
  },
  handler: async (ctx, question) => await askTool(ctx, question),
});

/** `ToolQueue.deliverLater`. For the service. */
export const deliverLater = serviceMutation({
  args: { key: v.string(), turnId: v.string(), callId: v.string() },
  handler: async (ctx, wait) => await promiseDelivery(ctx, wait),
});

/** `ToolQueue.cancel`. For the service. */
export const cancel = serviceMutation({
  args: { key: v.string() },
  handler: async (ctx, { key }) => {
    await cancelJob(ctx, key);
    return null;
  },
});

/** Starts an attempt; null when the job must not run any more. */
export const claim = internalMutation({
  args: { jobId: v.string() },
  handler: async (ctx, { jobId }) => await claimAttempt(ctx, jobId),
});

export const failed = internalMutation({
  args: { jobId: v.string(), error: v.string() },
  handler: async (ctx, { jobId, error }): Promise<void> => await noteFailure(ctx, jobId, error),
});

/** Stores and books a result. False when the job had already ended: a second result changes nothing and costs nobody anything. */
export const succeed = internalMutation({
  args: { jobId: v.string(), result: vToolResult, fetchedAtMs: v.number(), day: v.string(), route: v.string() },
  handler: async (ctx, args) => await succeedJob(ctx, args),
});

/** Called by the pool when it is done with a job, however it ended. */
export const ended = internalMutation({
  args: vOnCompleteArgs(v.object({ jobId: v.string() })),
  handler: async (ctx, { workId, context, result }): Promise<void> => {
    if (result.kind === "success") return await startJobs(ctx);
    const error = result.kind === "failed" ? result.error : null;
    await poolEnded(ctx, { jobId: context.jobId, workId, error });
  },
});

/** Writes a job's outcome into the messages that wait for it. */
export const land = internalMutation({
  args: { key: v.string(), afterTime: v.number() },
  handler: async (ctx, { key, afterTime }): Promise<void> => await landResults(ctx, key, afterTime),
});

export const recover = internalMutation({ args: {}, handler: async (ctx) => await recoverJobs(ctx) });

export const sweep = internalMutation({ args: {}, handler: async (ctx) => await sweepTools(ctx) });

/** For operators: jobs that have failed for good, the latest first. `npx convex run toolJobs:deadLetters '{"paginationOpts":{"cursor":null,"numItems":20}}'`. */
export const deadLetters = internalQuery({
  args: { paginationOpts: paginationOptsValidator },
  handler: async (ctx, { paginationOpts }) =>
    await ctx.db
      .query("toolJobs")
      .withIndex("by_state_ended", (q) => q.eq("state", "dead"))
      .order("desc")
      .paginate(boundedPage(paginationOpts)),
});

/** For operators: retries a dead letter. `npx convex run toolJobs:replay '{"jobId":"..."}'`. */
export const replay = internalMutation({
  args: { jobId: v.string() },
  handler: async (ctx, { jobId }) => ({ replayed: await replayJob(ctx, jobId) }),
});

/** For operators and dashboards: how many jobs run and wait now. */
export const depth = internalQuery({
  args: {},
  handler: async (ctx) => {
    const count = async (state: "running" | "queued" | "dead") => {
      const jobs = ctx.db.query("toolJobs").withIndex("by_state", (q) => q.eq("state", state));
      return (await jobs.take(1_000)).length;
    };
    return { running: await count("running"), queued: await count("queued"), dead: await count("dead") };
  },
});
