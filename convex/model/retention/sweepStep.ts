import { internal } from "../../_generated/api.js";
import type { Doc } from "../../_generated/dataModel.js";
import type { MutationCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";
import { servicePolicy } from "../platform/servicePolicy.ts";
import { purgeBatch } from "../threads/purgeThread.ts";
import { archiveCandidates } from "./archiveCandidates.ts";
import { keptUntilMs, type OwnerStanding } from "./retentionRule.ts";
import { standingOf } from "./standingOf.ts";

/** Pause between two steps, so that chat has the database to itself. */
const PAUSE_MS = 100;

/** Archives are written one after the other, not all at once. */
const ARCHIVE_GAP_MS = 500;

/** Continues where the last step ended: owners by age, their oldest threads first, a bounded number of rows. */
export async function sweepStep(ctx: MutationCtx, step: number): Promise<void> {
  const sweep = await ctx.db.query("sweeps").first();
  if (sweep?.state !== "running" || sweep.step !== step) return;
  const { plans } = servicePolicy();
  const users = await ctx.db
    .query("users")
    .withIndex("by_creation_time", (q) => q.gt("_creationTime", sweep.afterUser))
    .take(LIMITS.sweepUsers);
  let { afterUser, removedThreads, archived } = sweep;
  let budget: number = LIMITS.sweepRows;
  for (const { subject, _creationTime } of users) {
    const standing = await standingOf(ctx, subject);
    for (;;) {
      const thread = budget > 0 ? await dueThread(ctx, subject, { standing, plans }) : null;
      if (!thread) break;
      if (!thread.removed) await ctx.db.patch(thread._id, { removed: true, removedAtMs: 0 });
      const purged = await purgeBatch(ctx, thread);
      budget -= purged.deleted + 1;
      removedThreads += 1;
      // Rows are left, or an answer is still being written: the next step, or a separate purge, continues.
      if (purged.state !== "done")
        await ctx.scheduler.runAfter(PAUSE_MS, internal.threads.purge, { threadId: thread.threadId });
    }
    if (budget <= 0) break;
    for (const threadId of await archiveCandidates(ctx, subject, standing.plan)) {
      await ctx.scheduler.runAfter((archived - sweep.archived) * ARCHIVE_GAP_MS, internal.archives.write, { threadId });
      archived += 1;
    }
    afterUser = _creationTime;
  }
  const state = users.length === 0 ? "done" : "running";
  const stepAtMs = Date.now();
  await ctx.db.patch(sweep._id, { state, step: step + 1, afterUser, removedThreads, archived, stepAtMs });
  if (state === "running") await ctx.scheduler.runAfter(PAUSE_MS, internal.retention.step, { step: step + 1 });
}

/** The owner's oldest thread, if its retention time is over. */
async function dueThread(
  ctx: MutationCtx,
  ownerId: string,
  { standing, plans }: { readonly standing: OwnerStanding; readonly plans: ReturnType<typeof servicePolicy>["plans"] },
): Promise<Doc<"threads"> | null> {
  const thread = await ctx.db
    .query("threads")
    .withIndex("by_owner_updated", (q) => q.eq("ownerId", ownerId).eq("removed", false))
    .first();
  const untilMs = thread && keptUntilMs(thread.updatedAtMs, standing, plans);
  return thread && untilMs !== null && untilMs <= Date.now() ? thread : null;
}
