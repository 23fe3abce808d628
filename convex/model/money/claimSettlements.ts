import { SETTLE_WITHIN_MS } from "@sendcat/shared-types";
import type { Doc } from "../../_generated/dataModel.js";
import type { MutationCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";

/** Nobody else takes it up meanwhile; should its run die, it is taken up again. */
const CLAIM_MS = 60_000;

/** One bounded batch of what is due, the longest due first. What is too old to be told is dropped: the audit compares the sums. */
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
