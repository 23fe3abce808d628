import { internal } from "../_generated/api.js";
import type { Doc } from "../_generated/dataModel.js";
import type { MutationCtx } from "../_generated/server.js";
import { findLiveTurn } from "./findLiveTurn.ts";
import { findThread } from "./findThread.ts";
import { LIMITS } from "./limits.ts";
import { partsChars } from "./partsChars.ts";
import { UNDO_MS } from "./removeThread.ts";

/** A live turn's worker learns of its stop within seconds; the sweep ends it when there is no worker. */
const LIVE_TURN_WAIT_MS = 30_000;

/** Deletes one bounded batch of a removed thread, and schedules the next. The ledger stays: money is not the thread's to forget. */
export async function purgeThread(ctx: MutationCtx, threadId: string): Promise<void> {
  const thread = await findThread(ctx, threadId);
  // Restored, or restored and removed again: then a later purge is scheduled.
  if (!thread?.removed || Date.now() < (thread.removedAtMs ?? 0) + UNDO_MS) return;
  const outcome = await purgeBatch(ctx, thread);
  if (outcome === "done") return;
  const waitMs = outcome === "live" ? LIVE_TURN_WAIT_MS : 0;
  await ctx.scheduler.runAfter(waitMs, internal.threads.purge, { threadId });
}

/** `live`: an answer is still being written, and nothing was deleted. `done`: the thread's own row is gone as well. */
export async function purgeBatch(ctx: MutationCtx, thread: Doc<"threads">): Promise<"live" | "more" | "done"> {
  const { threadId } = thread;
  if (await findLiveTurn(ctx, threadId)) return "live";
  let deleted = 0;
  let chars = 0;
  for await (const message of ctx.db
    .query("messages")
    .withIndex("by_thread_active", (q) => q.eq("threadId", threadId))) {
    await ctx.db.delete(message._id);
    deleted += 1;
    chars += partsChars(message.parts);
    if (deleted >= LIMITS.purgeBatch || chars > LIMITS.scannedChars) return "more";
  }
  const turns = await ctx.db
    .query("turns")
    .withIndex("by_thread_status", (q) => q.eq("threadId", threadId))
    .take(LIMITS.purgeBatch);
  for (const turn of turns) await ctx.db.delete(turn._id);
  if (turns.length === LIMITS.purgeBatch) return "more";
  const share = await ctx.db
    .query("shares")
    .withIndex("by_thread", (q) => q.eq("threadId", threadId))
    .unique();
  if (share) await ctx.db.delete(share._id);
  await ctx.db.delete(thread._id);
  return "done";
}
