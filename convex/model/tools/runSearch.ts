import { NonRetryableError } from "@convex-dev/workpool";
import { createToolCache } from "@sendcat/redis";
import {
  SearchFailure,
  serviceDay,
  type Refusal,
  type ReservationRef,
  type RouteOutcome,
  type SearchProvider,
  type ToolPublication,
  type ToolResult,
} from "@sendcat/shared-types";
import { internal } from "../../_generated/api.js";
import type { ActionCtx } from "../../_generated/server.js";
import { providerOf } from "../../tools/providerOf.ts";
import { connectQuota, linkRedis } from "../money/connectQuota.ts";
import { servicePolicy } from "../platform/servicePolicy.ts";
import { logEvent } from "../platform/logEvent.ts";
import type { Attempt } from "./attempt.ts";

type Ctx = Pick<ActionCtx, "runQuery" | "runMutation">;

/** One attempt: admitted like every call to a provider, made, its result stored and booked, settled, and published. */
export async function runSearch(ctx: Ctx, jobId: string): Promise<null> {
  const job: Attempt | null = await ctx.runMutation(internal.toolJobs.claim, { jobId });
  if (!job) return null;
  const startedMs = Date.now();
  const log = (error: string | null): void => {
    const { requestId, tool, attempt } = job;
    logEvent("tool-attempt", { requestId, jobId, tool, attempt, tookMs: Date.now() - startedMs, error });
  };
  try {
    const { result, fetchedAtMs } = await search(ctx, job);
    await publishOutcome({ key: job.key, tool: job.tool, outcome: { ok: true, result }, fetchedAtMs });
    log(null);
    return null;
  } catch (error) {
    const message = error instanceof Error ? error.message : "unknown failure";
    log(message);
    await ctx.runMutation(internal.toolJobs.failed, { jobId, error: message });
    if (error instanceof SearchFailure && !error.retryable) throw new NonRetryableError(message, { cause: error });
    throw error;
  }
}

async function search(ctx: Ctx, job: Attempt): Promise<{ readonly result: ToolResult; readonly fetchedAtMs: number }> {
  const { tools: policy, timeZone } = servicePolicy();
  const provider = providerOf(ctx, job.tool, policy);
  if (!provider) throw new SearchFailure("no key for a provider", { retryable: false });
  const reservation = await admit(ctx, job, provider);
  const { route } = provider;
  let result: ToolResult;
  try {
    result = await provider.search(job.input, AbortSignal.timeout(policy.jobs.attemptMs));
  } catch (error) {
    // A question that the provider rejects says nothing about its health.
    const isIll = !(error instanceof SearchFailure) || error.retryable;
    const retryAfterMs = error instanceof SearchFailure ? error.retryAfterMs : undefined;
    await settle(ctx, reservation, { costMicroUsd: 0, outcome: { route, ok: !isIll, retryAfterMs } });
    throw error;
  }
  const fetchedAtMs = Date.now();
  const day = reservation?.day ?? serviceDay(fetchedAtMs, timeZone).name;
  let costMicroUsd = 0;
  try {
    const { jobId, tool } = job;
    const isFirst = await ctx.runMutation(internal.toolJobs.succeed, { jobId, result, fetchedAtMs, day, route });
    if (isFirst) costMicroUsd = policy.costMicroUsd[tool];
  } finally {
    await settle(ctx, reservation, { costMicroUsd, outcome: { route, ok: true } });
  }
  return { result, fetchedAtMs };
}

/** Money, the provider's breaker and its bulkhead, as for every call; null on a deployment without Redis, where nothing is admitted. */
async function admit(
  ctx: Ctx,
  { jobId, tool, plan, key, attempt, payer }: Attempt,
  { route, upstream }: SearchProvider,
) {
  const { spend, tools } = servicePolicy();
  const turnId = `tool:${jobId}:${attempt}`;
  const reserved = await connectQuota(ctx)?.reserve({
    turnId,
    userId: `service:${turnId}`,
    plan,
    nowMs: Date.now(),
    address: null,
    proven: true,
    isJob: true,
    ...(payer ? { partOf: { userId: payer.ownerId, turnId: payer.turnId } } : {}),
    offers: [
      {
        model: "tool",
        tokens: 0,
        costMicroUsd: tools.costMicroUsd[tool],
        routes: [{ id: route, places: ["tool_jobs", `provider:${upstream}`] }],
        spendCapMicroUsd: spend.perDayMicroUsd,
      },
    ],
  });
  if (!reserved) return null;
  if (reserved.ok) return reserved.reservation;
  if (reserved.refusal.code === "provider_unavailable") {
    // Its breaker is open: fail now instead of waiting.
    await publishOutcome({ key, tool, outcome: { ok: false, code: "provider_unavailable" }, fetchedAtMs: Date.now() });
  }
  throw refusedAs(reserved.refusal);
}

function refusedAs({ code, scope, retryAfterMs }: Refusal): SearchFailure {
  return new SearchFailure(`not admitted: ${scope ?? code}`, { retryable: code !== "spend_cap_reached", retryAfterMs });
}

async function settle(
  ctx: Ctx,
  reservation: ReservationRef | null,
  { costMicroUsd, outcome }: { readonly costMicroUsd: number; readonly outcome: RouteOutcome },
): Promise<void> {
  if (!reservation) return;
  const call = { reservation, nowMs: Date.now(), costMicroUsd, outcomes: [outcome] };
  await connectQuota(ctx)?.settle({ ...call, tokens: 0, counts: false, final: true });
}

/** Tells all hosts; when Redis is down, they learn it from the queue. */
export async function publishOutcome(publication: ToolPublication): Promise<void> {
  const policy = servicePolicy();
  const link = linkRedis(policy);
  if (!link) return;
  const onFault = ({ operation }: { readonly operation: string }) => console.warn("Redis did not answer:", operation);
  const waitMs = policy.failure.settlement.waitMs;
  await createToolCache({ link, policy: policy.tools.cache, waitMs, onFault }).publish(publication);
}
