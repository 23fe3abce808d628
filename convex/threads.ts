import { paginationOptsValidator } from "convex/server";
import { v } from "convex/values";
import { internalMutation } from "./_generated/server.js";
import { callerMutation, callerQuery } from "./model/platform/auth.ts";
import { boundedPage } from "./model/platform/boundedPage.ts";
import { findOwnThread } from "./model/threads/findThread.ts";
import { LIMITS } from "./model/platform/limits.ts";
import { pinThread } from "./model/threads/pinThread.ts";
import { purgeThread } from "./model/threads/purgeThread.ts";
import { removeThread } from "./model/threads/removeThread.ts";
import { renameThread } from "./model/threads/renameThread.ts";
import { restoreThread } from "./model/threads/restoreThread.ts";
import { searchThreads } from "./model/threads/searchThreads.ts";
import { threadView } from "./model/messages/views.ts";

/** The user's threads, the last written to first. */
export const list = callerQuery({
  args: { paginationOpts: paginationOptsValidator },
  handler: async (ctx, { paginationOpts }) => {
    const result = await ctx.db
      .query("threads")
      .withIndex("by_owner_updated", (q) => q.eq("ownerId", ctx.caller.ownerId).eq("removed", false))
      .order("desc")
      .paginate(boundedPage(paginationOpts));
    return { ...result, page: result.page.map(threadView) };
  },
});

/** One of the user's threads; null when it belongs to another user, is removed or does not exist. */
export const get = callerQuery({
  args: { threadId: v.string() },
  handler: async (ctx, { threadId }) => {
    const thread = await findOwnThread(ctx, threadId, ctx.caller.ownerId);
    return thread && threadView(thread);
  },
});

/** Sets a thread's title; no later answer changes it. */
export const rename = callerMutation({
  args: { threadId: v.string(), title: v.string() },
  handler: async (ctx, args) => await renameThread(ctx, args),
});

/** The user's pinned threads, at most twenty. They are in `list` too. */
export const pinned = callerQuery({
  args: {},
  handler: async (ctx) => {
    const threads = await ctx.db
      .query("threads")
      .withIndex("by_owner_pinned", (q) => q.eq("ownerId", ctx.caller.ownerId).eq("removed", false).eq("pinned", true))
      .take(LIMITS.pinnedThreads);
    return threads.map(threadView);
  },
});

export const pin = callerMutation({
  args: { threadId: v.string(), pinned: v.boolean() },
  handler: async (ctx, args) => await pinThread(ctx, args),
});

/** The user's threads whose title or messages contain these words, with an excerpt. */
export const search = callerQuery({
  args: { words: v.string() },
  handler: async (ctx, { words }) => await searchThreads(ctx, words),
});

/** Hides the thread at once, stops an answer in progress, and, unless it is restored within moments, deletes all of it. */
export const remove = callerMutation({
  args: { threadId: v.string() },
  handler: async (ctx, { threadId }) => await removeThread(ctx, threadId),
});

/** Restores a removed thread, as long as its rows still exist. */
export const restore = callerMutation({
  args: { threadId: v.string() },
  handler: async (ctx, { threadId }) => await restoreThread(ctx, threadId),
});

/** One batch of a removal; schedules the next until nothing is left. */
export const purge = internalMutation({
  args: { threadId: v.string() },
  handler: async (ctx, { threadId }) => await purgeThread(ctx, threadId),
});
