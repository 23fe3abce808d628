import type { TurnSignal } from "@sendcat/shared-types";
import type { QueryCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";

/** The worker's running turns that have a stop request or a follower. Reads only those, however many turns it runs. */
export async function readSignals(ctx: Pick<QueryCtx, "db">, worker: string): Promise<TurnSignal[]> {
  const turns = await ctx.db
    .query("turns")
    .withIndex("by_worker_signal", (q) => q.eq("worker", worker).eq("status", "streaming").gt("signal", null))
    .take(LIMITS.signals);
  return turns.flatMap(({ turnId, signal }) => (signal ? [{ turnId, signal }] : []));
}
