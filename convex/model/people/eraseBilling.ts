import type { MutationCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";

/** Deletes our billing rows of a user; the provider keeps its own, as the law requires. Null when nothing is left. */
export async function eraseBilling(ctx: MutationCtx, ownerId: string): Promise<"more" | null> {
  const subscription = await ctx.db
    .query("subscriptions")
    .withIndex("by_owner", (q) => q.eq("ownerId", ownerId))
    .first();
  if (subscription) {
    const left = await eraseCharges(ctx, subscription.customerId);
    if (!left) await ctx.db.delete(subscription._id);
    return "more";
  }
  // Events that never took effect are few: operators handle them.
  for (const state of ["failed", "dead"] as const) {
    const events = await ctx.db
      .query("webhookEvents")
      .withIndex("by_state", (q) => q.eq("state", state))
      .take(LIMITS.ledgerRows);
    for (const { _id, event } of events)
      if (event?.kind === "subscription" && event.ownerId === ownerId) await ctx.db.delete(_id);
  }
  return null;
}

async function eraseCharges(ctx: MutationCtx, customerId: string): Promise<boolean> {
  const charges = await ctx.db
    .query("charges")
    .withIndex("by_customer", (q) => q.eq("customerId", customerId))
    .take(LIMITS.eraseBatch);
  for (const { _id, chargeId } of charges) {
    const disputes = await ctx.db
      .query("disputes")
      .withIndex("by_charge", (q) => q.eq("chargeId", chargeId))
      .take(LIMITS.chargesLookedAt);
    for (const dispute of disputes) await ctx.db.delete(dispute._id);
    await ctx.db.delete(_id);
  }
  return charges.length === LIMITS.eraseBatch;
}
