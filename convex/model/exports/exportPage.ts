import type { MessageView, ThreadView } from "@sendcat/shared-types";
import type { Doc } from "../../_generated/dataModel.js";
import type { QueryCtx } from "../../_generated/server.js";
import { findOwnThread } from "../threads/findThread.ts";
import { LIMITS } from "../platform/limits.ts";
import { messageView, threadView } from "../messages/views.ts";
import { findExport } from "./findExport.ts";

export interface ExportPage {
  readonly format: Doc<"exports">["format"];
  /** Null when all threads are written. */
  readonly thread: (ThreadView & { readonly place: number }) | null;
  readonly messages: readonly MessageView[];
  /** Where this thread continues; null when it is complete. */
  readonly cursor: string | null;
}

/** The thread after the one that was created at `after`, or the next page of the same one. Oldest first, so that new threads are not missed. */
export async function exportPage(
  ctx: QueryCtx,
  {
    exportId,
    after,
    cursor,
  }: { readonly exportId: string; readonly after: number | null; readonly cursor: string | null },
): Promise<ExportPage | null> {
  const row = await findExport(ctx, exportId);
  if (!row) return null;
  const thread = await nextThread(ctx, row, after);
  if (!thread) return { format: row.format, thread: null, messages: [], cursor: null };
  const result = await ctx.db
    .query("messages")
    .withIndex("by_thread_active", (q) => q.eq("threadId", thread.threadId).eq("active", true))
    .paginate({ cursor, numItems: LIMITS.pageItems, maximumBytesRead: LIMITS.pageBytes });
  return {
    format: row.format,
    thread: { ...threadView(thread), place: thread._creationTime },
    messages: await Promise.all(result.page.map(async (message) => await messageView(ctx, message))),
    cursor: result.isDone ? null : result.continueCursor,
  };
}

async function nextThread(ctx: QueryCtx, { ownerId, threadId }: Doc<"exports">, after: number | null) {
  if (threadId !== null) return after === null ? await findOwnThread(ctx, threadId, ownerId) : null;
  return await ctx.db
    .query("threads")
    .withIndex("by_owner", (q) =>
      q
        .eq("ownerId", ownerId)
        .eq("removed", false)
        .gt("_creationTime", after ?? 0),
    )
    .first();
}
