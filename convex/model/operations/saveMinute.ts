import type { MutationCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";

/** Writes a minute once, and deletes minutes older than the limit. */
export async function saveMinute(
  ctx: MutationCtx,
  { minute, counts }: { readonly minute: number; readonly counts: Record<string, number> },
): Promise<void> {
  const known = await ctx.db
    .query("opsMinutes")
    .withIndex("by_minute", (q) => q.eq("minute", minute))
    .unique();
  if (!known) await ctx.db.insert("opsMinutes", { minute, counts });
  const old = await ctx.db
    .query("opsMinutes")
    .withIndex("by_minute", (q) => q.lt("minute", minute - LIMITS.minutesKept))
    .take(LIMITS.purgeBatch);
  for (const row of old) await ctx.db.delete(row._id);
}
