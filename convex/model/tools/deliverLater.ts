import type { ToolAnswer, ToolQueue } from "@sendcat/shared-types";
import type { MutationCtx } from "../../_generated/server.js";
import { findTurn } from "../turns/findTurn.ts";
import { isClientId, LIMITS } from "../platform/limits.ts";
import { servicePolicy } from "../platform/servicePolicy.ts";
import { estimateOf } from "./describeJob.ts";
import { findLiveJob } from "./findJobs.ts";
import { findResult } from "./findResult.ts";

/** `ToolQueue.deliverLater`. */
export async function deliverLater(
  ctx: MutationCtx,
  { key, turnId, callId }: Parameters<ToolQueue["deliverLater"]>[0],
): Promise<ToolAnswer | null> {
  if (!isClientId(turnId) || callId.length > LIMITS.providerNameChars || !(await findTurn(ctx, turnId))) return null;
  const nowMs = Date.now();
  const result = await findResult(ctx, key);
  const [tool] = key.split(":");
  const life = Object.entries(servicePolicy().tools.cache.tools).find(([name]) => name === tool)?.[1];
  if (result && life && nowMs < result.fetchedAtMs + life.freshMs)
    return { kind: "ended", outcome: { ok: true, result: result.result }, fetchedAtMs: result.fetchedAtMs };
  const job = await findLiveJob(ctx, key);
  if (!job) return null;
  const waits = await ctx.db
    .query("toolWaits")
    .withIndex("by_turn", (q) => q.eq("turnId", turnId))
    .take(LIMITS.toolWaitsPerTurn);
  const isKnown = waits.some((wait) => wait.callId === callId);
  if (!isKnown && waits.length < LIMITS.toolWaitsPerTurn)
    await ctx.db.insert("toolWaits", { key, turnId, callId, sinceMs: job.enqueuedAtMs });
  return { kind: "under-way", job: await estimateOf(ctx, job) };
}
