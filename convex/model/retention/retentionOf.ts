import type { RetentionView } from "@sendcat/shared-types";
import type { QueryCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";
import { servicePolicy } from "../platform/servicePolicy.ts";
import { keptUntilMs } from "./retentionRule.ts";
import { standingOf } from "./standingOf.ts";

/** Threads that will be deleted within this time are listed. */
const WARNED_MS = 3 * 86_400_000;

export async function retentionOf(ctx: QueryCtx, ownerId: string): Promise<RetentionView> {
  const { plans } = servicePolicy();
  const standing = await standingOf(ctx, ownerId);
  const oldest = await ctx.db
    .query("threads")
    .withIndex("by_owner_updated", (q) => q.eq("ownerId", ownerId).eq("removed", false))
    .take(LIMITS.retentionWarnings);
  const nowMs = Date.now();
  const next = oldest.flatMap(({ threadId, title, updatedAtMs }) => {
    const untilMs = keptUntilMs(updatedAtMs, standing, plans);
    return untilMs !== null && untilMs <= nowMs + WARNED_MS ? [{ id: threadId, title, keptUntilMs: untilMs }] : [];
  });
  const { planSinceMs } = standing;
  return { plan: standing.plan, retentionDays: plans[standing.plan].retentionDays, planSinceMs, next };
}
