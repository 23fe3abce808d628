import { PLAN_NAMES, type PlanName } from "@sendcat/shared-types";
import type { MutationCtx } from "../../_generated/server.js";
import { findAccount } from "../accounts/findAccount.ts";
import { LIMITS } from "../platform/limits.ts";
import { isDisputed } from "./isDisputed.ts";
import { planOfPrice } from "./planOfPrice.ts";

/** How long a plan continues after a failed payment, from the day it was due. */
export const GRACE_MS = 7 * 86_400_000;

/**
 * Gives an account the plan it has paid for: the best of its subscriptions that are active, or past due and within grace, as long as none of
 * its charges is disputed. Does nothing for an account that is gone.
 */
export async function entitle(ctx: MutationCtx, ownerId: string): Promise<void> {
  const account = await findAccount(ctx, ownerId);
  if (!account) return;
  const subscriptions = await ctx.db
    .query("subscriptions")
    .withIndex("by_owner", (q) => q.eq("ownerId", ownerId))
    .order("desc")
    .take(LIMITS.subscriptions);
  const nowMs = Date.now();
  let plan: PlanName = "free";
  let graceUntilMs: number | null = null;
  for (const { status, price, periodStartMs, customerId } of subscriptions) {
    const untilMs = status === "past-due" ? periodStartMs + GRACE_MS : null;
    const isPaid = status === "active" || (untilMs !== null && untilMs > nowMs);
    if (!isPaid || (await isDisputed(ctx, customerId))) continue;
    const bought = planOfPrice(price);
    const ahead = PLAN_NAMES.indexOf(bought) - PLAN_NAMES.indexOf(plan);
    // Of two subscriptions to one plan the paid one counts, then the one that lasts longer, whichever was stored first.
    if (ahead > 0 || (ahead === 0 && lasts(untilMs) > lasts(graceUntilMs))) [plan, graceUntilMs] = [bought, untilMs];
  }
  if (account.plan !== plan) await ctx.db.patch(account._id, { plan, graceUntilMs, planSinceMs: nowMs });
  else if (account.graceUntilMs !== graceUntilMs) await ctx.db.patch(account._id, { graceUntilMs });
}

const lasts = (graceUntilMs: number | null): number => graceUntilMs ?? Number.POSITIVE_INFINITY;
