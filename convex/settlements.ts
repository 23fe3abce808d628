import { v } from "convex/values";
import { internalAction, internalMutation } from "./_generated/server.js";
import { settlementAnswered, settlementTold, settlementUnanswered } from "./model/money/advanceSettlement.ts";
import { claimSettlements } from "./model/money/claimSettlements.ts";
import { settleDue } from "./model/money/settleDue.ts";
import { vSettlementTell } from "./model/platform/validators.ts";

/** Asks the provider for the cost of turns that ended without one, books it, and tells Redis. Run by a cron. */
export const run = internalAction({ args: {}, handler: async (ctx): Promise<void> => await settleDue(ctx) });

export const claim = internalMutation({ args: {}, handler: async (ctx) => [...(await claimSettlements(ctx))] });

export const answered = internalMutation({
  args: {
    turnId: v.string(),
    said: v.object({
      route: v.union(v.string(), v.null()),
      generationId: v.union(v.string(), v.null()),
      inputTokens: v.union(v.number(), v.null()),
      outputTokens: v.union(v.number(), v.null()),
      costMicroUsd: v.number(),
      tokens: v.number(),
      isProven: v.boolean(),
    }),
  },
  handler: async (ctx, { turnId, said }) => await settlementAnswered(ctx, turnId, said),
});

export const unanswered = internalMutation({
  args: { turnId: v.string() },
  handler: async (ctx, { turnId }): Promise<void> => await settlementUnanswered(ctx, turnId),
});

export const told = internalMutation({
  args: { turnId: v.string(), tell: vSettlementTell },
  handler: async (ctx, { turnId, tell }): Promise<void> => await settlementTold(ctx, turnId, tell),
});
