import { internal } from "../../_generated/api.js";
import type { Doc } from "../../_generated/dataModel.js";
import type { MutationCtx } from "../../_generated/server.js";
import { dropArchive } from "../archives/dropArchive.ts";
import { findArchive } from "../archives/findArchive.ts";
import { dropOfThread } from "../attachments/dropAttachments.ts";
import { findLiveTurn } from "../turns/findLiveTurn.ts";
import { findThread } from "./findThread.ts";
import { LIMITS } from "../platform/limits.ts";
import { partsChars } from "../messages/partsChars.ts";
import { UNDO_MS } from "./removeThread.ts";

/** A running turn's worker sees the stop within seconds; the sweep ends it when there is no worker. */
const LIVE_TURN_WAIT_MS = 30_000;

/** Deletes one bounded batch of a removed thread, and schedules the next. The ledger rows stay. */
export async function purgeThread(ctx: MutationCtx, threadId: string): Promise<void> {
  const thread = await findThread(ctx, threadId);
  // Restored, or restored and removed again: then a later purge is scheduled.
  if (!thread?.removed || Date.now() < (thread.removedAtMs ?? 0) + UNDO_MS) return;
  const { state } = await purgeBatch(ctx, thread);
  if (state === "done") return;
  const waitMs = state === "live" ? LIVE_TURN_WAIT_MS : 0;
  await ctx.scheduler.runAfter(waitMs, internal.threads.purge, { threadId });
}

export interface Purged {
  /** `live`: an answer is still being written, and nothing was deleted. `done`: the thread's own row is gone as well. */
  readonly state: "live" | "more" | "done";
  readonly deleted: number;
}

export async function purgeBatch(ctx: MutationCtx, thread: Doc<"threads">): Promise<Purged> {
  const { threadId } = thread;
  if (await findLiveTurn(ctx, threadId)) return { state: "live", deleted: 0 };
  let deleted = 0;
  let chars = 0;
  for await (const message of ctx.db
    .query("messages")
    .withIndex("by_thread_active", (q) => q.eq("threadId", threadId))) {
    await ctx.db.delete(message._id);
    deleted += 1;
    chars += partsChars(message.parts);
    if (deleted >= LIMITS.purgeBatch || chars > LIMITS.scannedChars) return { state: "more", deleted };
  }
  const turns = await ctx.db
    .query("turns")
    .withIndex("by_thread_status", (q) => q.eq("threadId", threadId))
    .take(LIMITS.purgeBatch);
  for (const turn of turns) await ctx.db.delete(turn._id);
  deleted += turns.length;
  if (turns.length === LIMITS.purgeBatch) return { state: "more", deleted };
  const files = await dropOfThread(ctx, threadId);
  deleted += files;
  if (files === LIMITS.purgeBatch) return { state: "more", deleted };
  const share = await ctx.db
    .query("shares")
    .withIndex("by_thread", (q) => q.eq("threadId", threadId))
    .unique();
  if (share) await ctx.db.delete(share._id);
  const archive = await findArchive(ctx, threadId);
  if (archive) await dropArchive(ctx, archive);
  await ctx.db.delete(thread._id);
  return { state: "done", deleted };
}
