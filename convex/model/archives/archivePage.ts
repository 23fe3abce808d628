import type { QueryCtx } from "../../_generated/server.js";
import { findLiveTurn } from "../turns/findLiveTurn.ts";
import { findThread } from "../threads/findThread.ts";
import { LIMITS } from "../platform/limits.ts";
import { archivedLine } from "./archivedMessage.ts";

export interface ArchivePage {
  readonly updatedAtMs: number;
  readonly lines: readonly string[];
  readonly cursor: string | null;
}

/** A page of all messages of a thread, inactive ones included, in order of creation. Null when the thread must not be archived (any more). */
export async function archivePage(
  ctx: QueryCtx,
  { threadId, cursor }: { readonly threadId: string; readonly cursor: string | null },
): Promise<ArchivePage | null> {
  const thread = await findThread(ctx, threadId);
  if (!thread || thread.removed || thread.archived || (await findLiveTurn(ctx, threadId))) return null;
  const result = await ctx.db
    .query("messages")
    .withIndex("by_thread", (q) => q.eq("threadId", threadId))
    .paginate({ cursor, numItems: LIMITS.pageItems, maximumBytesRead: LIMITS.pageBytes });
  return {
    updatedAtMs: thread.updatedAtMs,
    lines: result.page.map(archivedLine),
    cursor: result.isDone ? null : result.continueCursor,
  };
}
