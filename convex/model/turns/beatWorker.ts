import { ConvexError } from "convex/values";
import type { MutationCtx } from "../../_generated/server.js";
import { findWorker } from "./findWorker.ts";
import { isClientId, LIMITS } from "../platform/limits.ts";

/** Renews a worker's lease. A late heartbeat revives a worker that the sweep took for dead. Throws `invalid_request`; nothing is stored. */
export async function beatWorker(ctx: MutationCtx, worker: string, leaseMs: number): Promise<void> {
  if (!isClientId(worker) || !(leaseMs >= 1 && leaseMs <= LIMITS.leaseMs))
    throw new ConvexError({ code: "invalid_request" });
  const lease = { worker, leaseExpiresAtMs: Date.now() + leaseMs };
  const known = await findWorker(ctx, worker);
  if (!known) await ctx.db.insert("workers", lease);
  else if (known.leaseExpiresAtMs < lease.leaseExpiresAtMs) await ctx.db.patch(known._id, lease);
}

/** Records that a worker is alive when it begins a turn. A lease with half its time left is not rewritten, so that concurrent begins do not conflict on one row. */
export async function ensureWorker(ctx: MutationCtx, worker: string, leaseMs: number): Promise<void> {
  const known = await findWorker(ctx, worker);
  if (!known || known.leaseExpiresAtMs < Date.now() + leaseMs / 2) await beatWorker(ctx, worker, leaseMs);
}
