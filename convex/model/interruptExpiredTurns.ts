import { internal } from "../_generated/api.js";
import type { MutationCtx } from "../_generated/server.js";
import { interruptTurn } from "./interruptTurn.ts";
import { LIMITS } from "./limits.ts";

/** One bounded batch, the longest expired first; runs again at once while batches come out full. */
export async function interruptExpiredTurns(ctx: MutationCtx): Promise<{ readonly interrupted: number }> {
  const nowMs = Date.now();
  const expired = await ctx.db
    .query("turns")
    .withIndex("by_status_lease", (q) => q.eq("status", "streaming").lte("leaseExpiresAtMs", nowMs))
    .take(LIMITS.interruptBatch);
  for (const turn of expired) await interruptTurn(ctx, turn);
  if (expired.length > 0) await ctx.scheduler.runAfter(0, internal.settlements.run, {});
  if (expired.length === LIMITS.interruptBatch) await ctx.scheduler.runAfter(0, internal.turns.interruptExpired, {});
  return { interrupted: expired.length };
}
