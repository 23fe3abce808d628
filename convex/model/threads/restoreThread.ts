import type { MutationCtx } from "../../_generated/server.js";
import type { Caller } from "../platform/auth.ts";
import { findThread } from "./findThread.ts";
import { isClientId } from "../platform/limits.ts";
import { refuse } from "../platform/refuse.ts";
import { UNDO_MS } from "./removeThread.ts";

export async function restoreThread(ctx: MutationCtx & { readonly caller: Caller }, threadId: string) {
  const thread = isClientId(threadId) ? await findThread(ctx, threadId) : null;
  const isThere = thread?.ownerId === ctx.caller.ownerId && thread.removed;
  if (!isThere || Date.now() >= (thread.removedAtMs ?? 0) + UNDO_MS)
    return refuse({ code: "not_found", scope: "thread" });
  await ctx.db.patch(thread._id, { removed: false, removedAtMs: undefined });
  return { ok: true } as const;
}
