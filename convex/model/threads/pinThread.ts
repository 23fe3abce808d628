import type { MutationCtx } from "../../_generated/server.js";
import type { Caller } from "../platform/auth.ts";
import { findOwnThread } from "./findThread.ts";
import { LIMITS } from "../platform/limits.ts";
import { refuse } from "../platform/refuse.ts";

export async function pinThread(
  ctx: MutationCtx & { readonly caller: Caller },
  { threadId, pinned }: { readonly threadId: string; readonly pinned: boolean },
) {
  const { ownerId } = ctx.caller;
  const thread = await findOwnThread(ctx, threadId, ownerId);
  if (!thread) return refuse({ code: "not_found", scope: "thread" });
  if (pinned && !thread.pinned) {
    const others = await ctx.db
      .query("threads")
      .withIndex("by_owner_pinned", (q) => q.eq("ownerId", ownerId).eq("removed", false).eq("pinned", true))
      .take(LIMITS.pinnedThreads);
    const message = `At most ${LIMITS.pinnedThreads} conversations can be pinned.`;
    if (others.length >= LIMITS.pinnedThreads)
      return refuse({ code: "conflict", scope: "thread.pinned", limit: LIMITS.pinnedThreads, message });
  }
  await ctx.db.patch(thread._id, { pinned });
  return { ok: true } as const;
}
