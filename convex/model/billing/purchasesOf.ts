import type { QueryCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";

export interface Purchased {
  readonly customerId: string | null;
  readonly isSubscribed: boolean;
  /** True when a further payment would follow. */
  readonly renews: boolean;
}

/** Whether the owner's plan renews, and their customer id at the payment provider. */
export async function purchasesOf(ctx: Pick<QueryCtx, "db">, ownerId: string): Promise<Purchased> {
  const subscriptions = await ctx.db
    .query("subscriptions")
    .withIndex("by_owner", (q) => q.eq("ownerId", ownerId))
    .order("desc")
    .take(LIMITS.subscriptions);
  const going = subscriptions.find(({ status }) => status !== "ended");
  const renews = subscriptions.some(({ status, endsAtPeriodEnd }) => status !== "ended" && !endsAtPeriodEnd);
  return { customerId: (going ?? subscriptions[0])?.customerId ?? null, isSubscribed: going !== undefined, renews };
}
