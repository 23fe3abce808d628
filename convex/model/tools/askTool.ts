import type { Refusal, ToolAnswer, ToolJob, ToolQuestion, ToolQueue } from "@sendcat/shared-types";
import type { Doc } from "../../_generated/dataModel.js";
import type { MutationCtx } from "../../_generated/server.js";
import { isClientId, LIMITS } from "../platform/limits.ts";
import { refuse } from "../platform/refuse.ts";
import { servicePolicy } from "../platform/servicePolicy.ts";
import { estimateOf, typicalRunMs } from "./describeJob.ts";
import { nextPlaceMs } from "./estimateWait.ts";
import { findJob, findLiveJob, jobsUnderWay, latestJob } from "./findJobs.ts";
import { findResult } from "./findResult.ts";
import { hasPlace, startJobs } from "./startJobs.ts";

const KEY = /^[a-z_]{1,32}:[0-9a-f]{32}$/;

/**
 * `ToolQueue.ask`: the known result, else the job in progress, else a new job. All in one transaction, so that equal questions share one job
 * on any number of hosts.
 */
export async function askTool(
  ctx: MutationCtx,
  question: ToolQuestion,
): Promise<Awaited<ReturnType<ToolQueue["ask"]>>> {
  const { key, tool, input, plan, clearedAtMs, requestId, turnId } = question;
  const isOurs = KEY.test(key) && key.startsWith(`${tool}:`) && (requestId ?? "").length <= LIMITS.requestIdChars;
  const isTurn = turnId === undefined || isClientId(turnId);
  if (!isOurs || !isTurn || JSON.stringify(input).length > LIMITS.toolInputChars)
    return refuse({ code: "invalid_request", scope: "tool.question" });
  const policy = servicePolicy().tools;
  const nowMs = Date.now();
  const result = await findResult(ctx, key);
  if (result && result.fetchedAtMs >= clearedAtMs && nowMs < result.fetchedAtMs + policy.cache.tools[tool].freshMs)
    return ended({ kind: "ended", outcome: { ok: true, result: result.result }, fetchedAtMs: result.fetchedAtMs });
  const live = await findLiveJob(ctx, key);
  if (live) return ended({ kind: "under-way", job: await estimateOf(ctx, live) });
  const dead = await latestJob(ctx, key, "dead");
  const diedAtMs = dead?.endedAtMs ?? 0;
  if (nowMs < diedAtMs + policy.cache.failureMs)
    return ended({ kind: "ended", outcome: { ok: false, code: "provider_unavailable" }, fetchedAtMs: diedAtMs });

  const { running, queued } = await jobsUnderWay(ctx);
  if (!hasPlace({ tool, plan }, running, policy)) {
    const full = await saturated(ctx, question, { running, queued });
    if (full) return refuse(full);
  }
  const jobId = crypto.randomUUID();
  await ctx.db.insert("toolJobs", {
    jobId,
    key,
    tool,
    input: { ...input },
    plan,
    ...(requestId === undefined ? {} : { requestId }),
    ...(turnId === undefined ? {} : { turnId }),
    state: "queued",
    enqueuedAtMs: nowMs,
    startedAtMs: null,
    endedAtMs: null,
    leaseExpiresAtMs: null,
    attempts: 0,
    workId: null,
    error: null,
  });
  await startJobs(ctx);
  const job = await findJob(ctx, jobId);
  return ended({ kind: "under-way", job: job ? await estimateOf(ctx, job) : UNKNOWN });
}

const UNKNOWN: ToolJob = { state: "queued", position: null, waitMs: null, retryAfterMs: null };

/** The cap that leaves no room in the queue, and when to retry: when the next of the jobs that use its places is done. */
async function saturated(
  ctx: MutationCtx,
  { tool, plan }: ToolQuestion,
  { running, queued }: { readonly running: readonly Doc<"toolJobs">[]; readonly queued: readonly Doc<"toolJobs">[] },
): Promise<Refusal | null> {
  const { jobs } = servicePolicy().tools;
  const caps = [
    { scope: `tool.${tool}`, of: (job: Doc<"toolJobs">) => job.tool === tool, ...jobs.tools[tool] },
    { scope: `plan.${plan}`, of: (job: Doc<"toolJobs">) => job.plan === plan, ...jobs.plans[plan] },
  ];
  for (const { scope, of, queued: most, running: places } of caps) {
    if (queued.filter(of).length < most) continue;
    // The cap's own places, or all places: whichever limits it.
    const isFull = running.filter(of).length >= places;
    const clock = { places: isFull ? places : jobs.running, runMs: await typicalRunMs(ctx, tool), nowMs: Date.now() };
    const retryAfterMs = Math.max(1, Math.round(nextPlaceMs(isFull ? running.filter(of) : running, clock)));
    return { code: "queue_saturated", scope, retryAfterMs };
  }
  return null;
}

function ended(answer: ToolAnswer): { readonly ok: true; readonly answer: ToolAnswer } {
  return { ok: true, answer };
}
