import { v } from "convex/values";
import { internalMutation, internalQuery } from "./_generated/server.js";
import { rollUpUsage } from "./model/rollUpUsage.ts";

/** Adds ledger rows older than `settledForMs` to the day's totals, in bounded batches. Run by a cron. */
export const rollUp = internalMutation({
  args: { settledForMs: v.number() },
  handler: async (ctx, { settledForMs }) => await rollUpUsage(ctx, settledForMs),
});

/** The ledger row of one turn, for operators: `npx convex run usage:byTurn '{"turnId":"..."}'`. */
export const byTurn = internalQuery({
  args: { turnId: v.string() },
  handler: async (ctx, { turnId }) =>
    await ctx.db
      .query("usageLedger")
      .withIndex("by_turn_id", (q) => q.eq("turnId", turnId))
      .take(2),
});
