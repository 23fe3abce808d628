import type { PlanName, ToolInput, ToolName } from "@sendcat/shared-types";
import type { MutationCtx } from "../../_generated/server.js";
import { servicePolicy } from "../platform/servicePolicy.ts";
import { findJob } from "./findJobs.ts";
import { payerOf, type Payer } from "./payerOf.ts";

/** Time to report a result after the attempt's own timeout. */
const REPORT_MS = 5_000;
/** Slack after the longest gap before the next attempt. */
const RETRY_SLACK_MS = 15_000;
/** The pool varies its gaps by half. */
const JITTER = 1.5;

export interface Attempt {
  readonly jobId: string;
  readonly key: string;
  readonly tool: ToolName;
  readonly input: ToolInput;
  readonly plan: PlanName;
  /** Counts from 1. */
  readonly attempt: number;
  readonly requestId: string | null;
  readonly payer: Payer | null;
}

/** Starts an attempt; null when the job must not run any more. */
export async function claimAttempt(ctx: MutationCtx, jobId: string): Promise<Attempt | null> {
  const job = await findJob(ctx, jobId);
  if (job?.state !== "running") return null;
  const { key, tool, input, plan } = job;
  const attempt = job.attempts + 1;
  const leaseExpiresAtMs = Date.now() + servicePolicy().tools.jobs.attemptMs + REPORT_MS;
  await ctx.db.patch(job._id, { attempts: attempt, leaseExpiresAtMs });
  return { jobId, key, tool, input, plan, attempt, requestId: job.requestId ?? null, payer: await payerOf(ctx, job) };
}

/** Records a failed attempt; the pool makes another one or ends the job. */
export async function noteFailure(ctx: MutationCtx, jobId: string, error: string): Promise<void> {
  const job = await findJob(ctx, jobId);
  if (job?.state !== "running") return;
  const { firstRetryMs, retryGrowth } = servicePolicy().tools.jobs;
  const gapMs = firstRetryMs * retryGrowth ** (job.attempts - 1) * JITTER;
  await ctx.db.patch(job._id, { error, leaseExpiresAtMs: Date.now() + gapMs + RETRY_SLACK_MS });
}
