import type { QueryCtx } from "../../_generated/server.js";
import { findAccount } from "../accounts/findAccount.ts";
import { planOf } from "../people/planOf.ts";
import type { OwnerStanding } from "./retentionRule.ts";

/** An account has the plan it has paid for; a guest has the guest plan. */
export async function standingOf(ctx: Pick<QueryCtx, "db">, ownerId: string): Promise<OwnerStanding> {
  const account = await findAccount(ctx, ownerId);
  if (account) return { plan: account.plan, planSinceMs: account.planSinceMs ?? null };
  return { plan: await planOf(ctx, ownerId), planSinceMs: null };
}
