import { forgetUser } from "@sendcat/redis";
import { internal } from "../../_generated/api.js";
import type { ActionCtx } from "../../_generated/server.js";
import { linkRedis } from "../money/connectQuota.ts";
import { servicePolicy } from "../platform/servicePolicy.ts";

/** Redis first, while the ledger still has the user's turns; then the tables. What Redis does not delete expires by itself. */
export async function forgetInRedis(
  ctx: ActionCtx,
  { ownerId, isLast }: { readonly ownerId: string; readonly isLast: boolean },
): Promise<void> {
  const policy = servicePolicy();
  const link = linkRedis(policy);
  if (link) {
    const turnIds: readonly string[] = await ctx.runQuery(internal.people.turnsOf, { ownerId });
    const waitMs = policy.failure.settlement.waitMs;
    if (!(await forgetUser(link, { userId: ownerId, turnIds, waitMs })))
      console.warn("Redis did not answer an erasure");
  }
  await ctx.runMutation(internal.people.eraseMore, { ownerId, isLast });
}
