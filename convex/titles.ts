import { v } from "convex/values";
import { internal } from "./_generated/api.js";
import { internalAction, internalMutation, internalQuery } from "./_generated/server.js";
import { cleanTitle } from "./model/cleanTitle.ts";
import { findThread } from "./model/findThread.ts";
import { askForTitle } from "./model/askForTitle.ts";
import { titleSource } from "./model/titleSource.ts";

/** Names a thread after its first complete answer. When the model does not answer, the first words of the question remain. */
export const generate = internalAction({
  args: { threadId: v.string() },
  handler: async (ctx, { threadId }): Promise<void> => {
    const source: string | null = await ctx.runQuery(internal.titles.source, { threadId });
    if (source === null) return;
    const title = cleanTitle(await askForTitle(source));
    if (title !== null) await ctx.runMutation(internal.titles.save, { threadId, title });
  },
});

/** What a thread is about: the start of its first question and answer. Null when it wants no title any more. */
export const source = internalQuery({
  args: { threadId: v.string() },
  handler: async (ctx, { threadId }) => await titleSource(ctx, threadId),
});

/** Unless the owner has named the thread meanwhile. */
export const save = internalMutation({
  args: { threadId: v.string(), title: v.string() },
  handler: async (ctx, { threadId, title }): Promise<void> => {
    const thread = await findThread(ctx, threadId);
    if (thread?.titleState === "pending" && !thread.removed)
      await ctx.db.patch(thread._id, { title, titleState: "model" });
  },
});
