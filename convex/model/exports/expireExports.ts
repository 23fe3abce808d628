import type { MutationCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";
import { dropExport } from "./dropExport.ts";

export async function expireExports(ctx: MutationCtx): Promise<void> {
  const over = await ctx.db
    .query("exports")
    .withIndex("by_expiry", (q) => q.lte("expiresAtMs", Date.now()))
    .take(LIMITS.purgeBatch);
  for (const one of over) await dropExport(ctx, one);
}
