import { v } from "convex/values";
import { internalMutation } from "./_generated/server.js";
import { callerQuery } from "./model/platform/auth.ts";
import { beginSweep } from "./model/retention/beginSweep.ts";
import { retentionOf } from "./model/retention/retentionOf.ts";
import { resumeSweep } from "./model/retention/resumeSweep.ts";
import { sweepStep } from "./model/retention/sweepStep.ts";

/** How long the caller's conversations are kept, and which go next: what they are told before anything goes. */
export const mine = callerQuery({ args: {}, handler: async (ctx) => await retentionOf(ctx, ctx.caller.ownerId) });

/** Run by a cron every night: begins a sweep, unless one is under way. */
export const begin = internalMutation({ args: {}, handler: async (ctx): Promise<void> => await beginSweep(ctx) });

/** One bounded step; schedules the next. `step` fences: of two that are scheduled for the same place one does the work. */
export const step = internalMutation({
  args: { step: v.number() },
  handler: async (ctx, args): Promise<void> => await sweepStep(ctx, args.step),
});

/** Run by a cron: goes on with a sweep that has stood still. */
export const resume = internalMutation({ args: {}, handler: async (ctx): Promise<void> => await resumeSweep(ctx) });
