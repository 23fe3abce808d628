import { v } from "convex/values";
import { internalMutation } from "./_generated/server.js";
import { callerQuery } from "./model/platform/auth.ts";
import { beginSweep } from "./model/retention/beginSweep.ts";
import { retentionOf } from "./model/retention/retentionOf.ts";
import { resumeSweep } from "./model/retention/resumeSweep.ts";
import { sweepStep } from "./model/retention/sweepStep.ts";

/** How long the user's conversations are kept, and which will be deleted next: shown before anything is deleted. */
export const mine = callerQuery({ args: {}, handler: async (ctx) => await retentionOf(ctx, ctx.caller.ownerId) });

/** Run by a cron every night: starts a sweep, unless one is in progress. */
export const begin = internalMutation({ args: {}, handler: async (ctx): Promise<void> => await beginSweep(ctx) });

/** One bounded step; schedules the next. `step` fences: of two steps scheduled for the same position only one does the work. */
export const step = internalMutation({
  args: { step: v.number() },
  handler: async (ctx, args): Promise<void> => await sweepStep(ctx, args.step),
});

/** Run by a cron: resumes a stalled sweep. */
export const resume = internalMutation({ args: {}, handler: async (ctx): Promise<void> => await resumeSweep(ctx) });
