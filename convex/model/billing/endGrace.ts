import type { MutationCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";
import { entitle } from "./entitle.ts";

/** Ends the plan of accounts whose grace period is over, a bounded number at a time. */
export async function endGrace(ctx: MutationCtx): Promise<void> {
  const accounts = await ctx.db
    .query("accounts")
    .withIndex("by_grace", (q) => q.gt("graceUntilMs", null).lte("graceUntilMs", Date.now()))
    .take(LIMITS.graceBatch);
  for (const { ownerId } of accounts) await entitle(ctx, ownerId);
}
