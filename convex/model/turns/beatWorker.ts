import { ConvexError } from "convex/values";
import type { MutationCtx } from "../../_generated/server.js";
import { findWorker } from "./findWorker.ts";
import { isClientId, LIMITS } from "../platform/limits.ts";

/** Renews the lease of a process, also of one that the sweep took for dead. Throws `invalid_request`, with nothing stored. */
export async function beatWorker(ctx: MutationCtx, worker: string, leaseMs: number): Promise<void> {
  if (!isClientId(worker) || !(leaseMs >= 1 && leaseMs <= LIMITS.leaseMs))
    throw new ConvexError({ code: "invalid_request" });
  const lease = { worker, leaseExpiresAtMs: Date.now() + leaseMs };
  const known = await findWorker(ctx, worker);
  if (!known) await ctx.db.insert("workers", lease);
  else if (known.leaseExpiresAtMs < lease.leaseExpiresAtMs) await ctx.db.patch(known._id, lease);
}

/** A turn begins: its process lives. A lease with half its time left is not written anew, so that turns that begin together do not wait for one row. */
export async function ensureWorker(ctx: MutationCtx, worker: string, leaseMs: number): Promise<void> {
  const known = await findWorker(ctx, worker);
  if (!known || known.leaseExpiresAtMs < Date.now() + leaseMs / 2) await beatWorker(ctx, worker, leaseMs);
}
