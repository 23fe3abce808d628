import type { PlanName } from "@sendcat/shared-types";
import type { MutationCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";
import { findShareOfThread } from "../shares/findShare.ts";
import { ARCHIVE_AFTER_MS, ARCHIVING_PLANS } from "./retentionRule.ts";

/** Some of an owner's threads that were neither written to nor opened for long. Shared threads count as used. */
export async function archiveCandidates(ctx: MutationCtx, ownerId: string, plan: PlanName): Promise<readonly string[]> {
  if (!ARCHIVING_PLANS.includes(plan)) return [];
  const beforeMs = Date.now() - ARCHIVE_AFTER_MS;
  const old = await ctx.db
    .query("threads")
    .withIndex("by_owner_archived", (q) =>
      q.eq("ownerId", ownerId).eq("removed", false).eq("archived", undefined).lt("updatedAtMs", beforeMs),
    )
    .take(LIMITS.archivedAtOnce);
  const unopened: string[] = [];
  for (const { threadId, openedAtMs = 0 } of old)
    if (openedAtMs < beforeMs && !(await findShareOfThread(ctx, threadId))) unopened.push(threadId);
  return unopened;
}
