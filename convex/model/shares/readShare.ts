import type { PaginationOptions } from "convex/server";
import { isExtra, type SharedPage } from "@sendcat/shared-types";
import type { QueryCtx } from "../../_generated/server.js";
import { boundedPage } from "../platform/boundedPage.ts";
import { findThread } from "../threads/findThread.ts";
import { findShare } from "./findShare.ts";

/** A page of a shared thread, oldest first: the messages that were complete when it was shared. Null for an invalid link. */
export async function readShare(
  ctx: QueryCtx,
  { shareId, paginationOpts }: { readonly shareId: string; readonly paginationOpts: PaginationOptions },
): Promise<SharedPage | null> {
  const share = await findShare(ctx, shareId);
  const thread = share && (await findThread(ctx, share.threadId));
  if (!thread || thread.removed || thread.ownerId !== share.ownerId) return null;
  const { page, isDone, continueCursor } = await ctx.db
    .query("messages")
    .withIndex("by_thread_active", (q) =>
      q.eq("threadId", share.threadId).eq("active", true).lte("_creationTime", share.sharedAtMs),
    )
    .paginate(boundedPage(paginationOpts));
  const messages = page.flatMap(({ role, parts, status }) => {
    if (status === "streaming") return [];
    // No ids, no searches and no reasoning of the model: the text, its pictures and sources, and how it ended.
    const text = parts.map((part) => (part.type === "text" ? part.text : "")).join("");
    const extras = parts.filter(isExtra);
    return [{ role, status, text, ...(extras.length > 0 ? { extras } : {}) }];
  });
  return { title: thread.title, sharedAtMs: share.sharedAtMs, messages, cursor: isDone ? null : continueCursor };
}
