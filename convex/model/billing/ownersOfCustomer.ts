import type { QueryCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";

/** The accounts that a customer has subscriptions for; one, unless an operator has moved a customer by hand. */
export async function ownersOfCustomer(ctx: Pick<QueryCtx, "db">, customerId: string): Promise<readonly string[]> {
  const subscriptions = await ctx.db
    .query("subscriptions")
    .withIndex("by_customer", (q) => q.eq("customerId", customerId))
    .take(LIMITS.subscriptions);
  return [...new Set(subscriptions.map(({ ownerId }) => ownerId))];
}
