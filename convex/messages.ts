import { paginationOptsValidator, type PaginationResult } from "convex/server";
import type { MessageView } from "@sendcat/shared-types";
import { v } from "convex/values";
import { callerQuery } from "./model/platform/auth.ts";
import { boundedPage } from "./model/platform/boundedPage.ts";
import { findOwnThread } from "./model/threads/findThread.ts";
import { messageView } from "./model/messages/views.ts";

/**
 * The shown branch of one of the user's threads, newest first. Empty for another user's, a removed or an unknown thread. While an answer is
 * being written its message has status `streaming`, no parts, and the `turnId` to resume and stop by.
 */
export const list = callerQuery({
  args: { threadId: v.string(), paginationOpts: paginationOptsValidator },
  handler: async (ctx, { threadId, paginationOpts }): Promise<PaginationResult<MessageView>> => {
    if (!(await findOwnThread(ctx, threadId, ctx.caller.ownerId)))
      return { page: [], isDone: true, continueCursor: "" };
    const result = await ctx.db
      .query("messages")
      .withIndex("by_thread_active", (q) => q.eq("threadId", threadId).eq("active", true))
      .order("desc")
      .paginate(boundedPage(paginationOpts));
    return { ...result, page: await Promise.all(result.page.map(async (message) => await messageView(ctx, message))) };
  },
});
