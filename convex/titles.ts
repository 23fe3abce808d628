import { v } from "convex/values";
import { internalAction, internalMutation, internalQuery } from "./_generated/server.js";
import { logEvent } from "./model/platform/logEvent.ts";
import { nameThread } from "./model/titles/nameThread.ts";
import { saveTitle } from "./model/titles/saveTitle.ts";
import { titleSource } from "./model/titles/titleSource.ts";

/** Names a thread after its first complete answer. When the model does not answer, the first words of the question remain. */
export const generate = internalAction({
  args: { threadId: v.string(), requestId: v.optional(v.string()) },
  handler: async (ctx, { threadId, requestId }): Promise<void> => {
    const named = await nameThread(ctx, threadId);
    logEvent("title", { requestId, threadId, named });
  },
});

/** The text to name a thread by: the start of its first question and answer. Null when it needs no title any more. */
export const source = internalQuery({
  args: { threadId: v.string() },
  handler: async (ctx, { threadId }) => await titleSource(ctx, threadId),
});

/** Stores the title, if there is one, and its cost. */
export const save = internalMutation({
  args: {
    threadId: v.string(),
    title: v.union(v.string(), v.null()),
    cost: v.object({
      day: v.string(),
      route: v.string(),
      costMicroUsd: v.union(v.number(), v.null()),
      inputTokens: v.union(v.number(), v.null()),
      outputTokens: v.union(v.number(), v.null()),
      chargedMicroUsd: v.number(),
      implausibleMicroUsd: v.optional(v.number()),
    }),
  },
  handler: async (ctx, args): Promise<void> => await saveTitle(ctx, args),
});
