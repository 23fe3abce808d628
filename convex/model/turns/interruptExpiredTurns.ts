import { internal } from "../../_generated/api.js";
import type { MutationCtx } from "../../_generated/server.js";
import { interruptTurn } from "./interruptTurn.ts";
import { LIMITS } from "../platform/limits.ts";

/** One bounded batch, longest dead worker first; runs again at once while there may be more. */
export async function interruptExpiredTurns(ctx: MutationCtx): Promise<{ readonly interrupted: number }> {
  const expired = await ctx.db
    .query("workers")
    .withIndex("by_lease", (q) => q.lte("leaseExpiresAtMs", Date.now()))
    .take(LIMITS.interruptBatch);
  let room: number = LIMITS.interruptBatch;
  for (const { _id, worker } of expired) {
    const lost = await ctx.db
      .query("turns")
      .withIndex("by_worker_signal", (q) => q.eq("worker", worker).eq("status", "streaming"))
      .take(room);
    for (const turn of lost) await interruptTurn(ctx, turn);
    room -= lost.length;
    if (room === 0) break;
    await ctx.db.delete(_id);
  }
  const interrupted = LIMITS.interruptBatch - room;
  if (interrupted > 0) await ctx.scheduler.runAfter(0, internal.settlements.run, {});
  if (room === 0 || expired.length === LIMITS.interruptBatch)
    await ctx.scheduler.runAfter(0, internal.turns.interruptExpired, {});
  return { interrupted };
}
