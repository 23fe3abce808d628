import { SETTLE_WITHIN_MS } from "@sendcat/shared-types";
import type { Doc } from "../../_generated/dataModel.js";
import type { MutationCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";

/** No other run takes it during this time; if its run dies, another takes it afterwards. */
const CLAIM_MS = 60_000;

/** One bounded batch of due settlements, the longest due first. Those too old for Redis are dropped: the audit compares the sums. */
export async function claimSettlements(ctx: MutationCtx): Promise<readonly Doc<"settlements">[]> {
  const nowMs = Date.now();
  const due = await ctx.db
    .query("settlements")
    .withIndex("by_due", (q) => q.lte("dueAtMs", nowMs))
    .take(LIMITS.settlementBatch);
  const claimed: Doc<"settlements">[] = [];
  for (const settlement of due) {
    if (settlement._creationTime + SETTLE_WITHIN_MS <= nowMs) await ctx.db.delete(settlement._id);
    else {
      await ctx.db.patch(settlement._id, { dueAtMs: nowMs + CLAIM_MS });
      claimed.push(settlement);
    }
  }
  return claimed;
}
