import { internal } from "../../_generated/api.js";
import type { MutationCtx } from "../../_generated/server.js";
import type { Caller } from "../platform/auth.ts";
import { findLiveTurn } from "../turns/findLiveTurn.ts";
import { findOwnThread } from "./findThread.ts";
import { refuse } from "../platform/refuse.ts";

/** How long a removed thread can be restored. */
export const UNDO_MS = 20_000;

export async function removeThread(ctx: MutationCtx & { readonly caller: Caller }, threadId: string) {
  const thread = await findOwnThread(ctx, threadId, ctx.caller.ownerId);
  if (!thread) return refuse({ code: "not_found", scope: "thread" });
  await ctx.db.patch(thread._id, { removed: true, removedAtMs: Date.now() });
  const live = await findLiveTurn(ctx, threadId);
  if (live) await ctx.db.patch(live._id, { signal: "stop" });
  await ctx.scheduler.runAfter(UNDO_MS, internal.threads.purge, { threadId });
  return { ok: true } as const;
}
