import { internal } from "../_generated/api.js";
import type { MutationCtx } from "../_generated/server.js";
import { findLiveTurn } from "./findLiveTurn.ts";
import { findThread } from "./findThread.ts";
import { LIMITS } from "./limits.ts";
import { partsChars } from "./partsChars.ts";

/** A live turn's worker learns of its stop within seconds; the sweep ends it when there is no worker. */
const LIVE_TURN_WAIT_MS = 30_000;

/** Deletes one bounded batch of a removed thread. The ledger stays: money is not the thread's to forget. */
export async function purgeThread(ctx: MutationCtx, threadId: string): Promise<void> {
  const thread = await findThread(ctx, threadId);
  if (!thread?.removed) return;
  if (await findLiveTurn(ctx, threadId)) {
    await ctx.scheduler.runAfter(LIVE_TURN_WAIT_MS, internal.threads.purge, { threadId });
    return;
  }
  let deleted = 0;
  let chars = 0;
  for await (const message of ctx.db
    .query("messages")
    .withIndex("by_thread_active", (q) => q.eq("threadId", threadId))) {
    await ctx.db.delete(message._id);
    deleted += 1;
    chars += partsChars(message.parts);
    if (deleted >= LIMITS.purgeBatch || chars > LIMITS.scannedChars) break;
  }
  const turns = await ctx.db
    .query("turns")
    .withIndex("by_thread_status", (q) => q.eq("threadId", threadId))
    .take(LIMITS.purgeBatch);
  for (const turn of turns) await ctx.db.delete(turn._id);
  if (deleted === 0 && turns.length === 0) await ctx.db.delete(thread._id);
  else await ctx.scheduler.runAfter(0, internal.threads.purge, { threadId });
}
