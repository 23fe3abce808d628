import type { Doc } from "../../_generated/dataModel.js";
import type { QueryCtx } from "../../_generated/server.js";

export async function findWorker(ctx: Pick<QueryCtx, "db">, worker: string): Promise<Doc<"workers"> | null> {
  return await ctx.db
    .query("workers")
    .withIndex("by_worker", (q) => q.eq("worker", worker))
    .unique();
}

/** Whether a worker still writes this turn's answer, as far as its lease says. */
export async function hasWorker(ctx: Pick<QueryCtx, "db">, { worker }: Pick<Doc<"turns">, "worker">): Promise<boolean> {
  const known = await findWorker(ctx, worker);
  return known !== null && known.leaseExpiresAtMs > Date.now();
}
