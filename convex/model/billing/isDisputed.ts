import type { QueryCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";

/** Whether one of a customer's latest charges is disputed, or was disputed and lost. */
export async function isDisputed(ctx: Pick<QueryCtx, "db">, customerId: string): Promise<boolean> {
  const charges = await ctx.db
    .query("charges")
    .withIndex("by_customer", (q) => q.eq("customerId", customerId))
    .order("desc")
    .take(LIMITS.chargesLookedAt);
  for (const { chargeId } of charges) {
    const dispute = await ctx.db
      .query("disputes")
      .withIndex("by_charge", (q) => q.eq("chargeId", chargeId))
      .order("desc")
      .first();
    if (dispute && dispute.status !== "won") return true;
  }
  return false;
}
