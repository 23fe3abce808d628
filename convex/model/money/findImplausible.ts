import type { Doc } from "../../_generated/dataModel.js";
import type { QueryCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";

/** Ledger rows with costs that cannot be true, the largest first: for an operator to raise with the provider. */
export async function findImplausible(ctx: Pick<QueryCtx, "db">): Promise<readonly Doc<"usageLedger">[]> {
  return await ctx.db
    .query("usageLedger")
    .withIndex("by_implausible", (q) => q.gt("implausibleMicroUsd", 0))
    .order("desc")
    .take(LIMITS.implausibleCosts);
}
