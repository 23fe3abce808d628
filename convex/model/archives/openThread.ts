import { internal } from "../../_generated/api.js";
import type { MutationCtx } from "../../_generated/server.js";
import type { Caller } from "../platform/auth.ts";
import { findOwnThread } from "../threads/findThread.ts";
import { refuse } from "../platform/refuse.ts";
import { findArchive } from "./findArchive.ts";

/** A thread is marked as opened at most once a day, so that reading does not always write. */
const NOTED_EVERY_MS = 86_400_000;

export async function openThread(ctx: MutationCtx & { readonly caller: Caller }, threadId: string) {
  const thread = await findOwnThread(ctx, threadId, ctx.caller.ownerId);
  if (!thread) return refuse({ code: "not_found", scope: "thread" });
  const nowMs = Date.now();
  if (nowMs >= (thread.openedAtMs ?? 0) + NOTED_EVERY_MS) await ctx.db.patch(thread._id, { openedAtMs: nowMs });
  const archive = thread.archived ? await findArchive(ctx, threadId) : null;
  if (archive && archive.state !== "restoring") {
    await ctx.db.patch(archive._id, { state: "restoring", stateAtMs: nowMs });
    await ctx.scheduler.runAfter(0, internal.archives.restore, { threadId });
  }
  return { ok: true, archived: archive !== null } as const;
}
