import { v } from "convex/values";
import { internalAction, internalMutation, internalQuery } from "./_generated/server.js";
import { callerMutation, callerQuery } from "./model/platform/auth.ts";
import { beginErasure } from "./model/people/beginErasure.ts";
import { eraseStep } from "./model/people/eraseStep.ts";
import { erasedTurns } from "./model/people/erasedTurns.ts";
import { forgetInRedis } from "./model/people/forgetInRedis.ts";
import { isErasing } from "./model/people/isErasing.ts";

/** Whether the user has asked to be erased. */
export const erasing = callerQuery({ args: {}, handler: async (ctx) => await isErasing(ctx, ctx.caller.ownerId) });

/** Erases the user: at once in what they see, everywhere within two hours. This cannot be undone. */
export const erase = callerMutation({ args: {}, handler: async (ctx) => await beginErasure(ctx) });

/** One bounded step of an erasure; schedules the next until nothing is left. */
export const eraseMore = internalMutation({
  args: { ownerId: v.string(), isLast: v.boolean() },
  handler: async (ctx, args): Promise<void> => await eraseStep(ctx, args),
});

/** Deletes a user's counts in Redis. */
export const forget = internalAction({
  args: { ownerId: v.string(), isLast: v.boolean() },
  handler: async (ctx, args): Promise<void> => await forgetInRedis(ctx, args),
});

export const turnsOf = internalQuery({
  args: { ownerId: v.string() },
  handler: async (ctx, { ownerId }) => await erasedTurns(ctx, ownerId),
});
