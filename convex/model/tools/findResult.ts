import type { ToolOutcome } from "@sendcat/shared-types";
import type { Doc } from "../../_generated/dataModel.js";
import type { QueryCtx } from "../../_generated/server.js";
import { findLiveJob } from "./findJobs.ts";

/** The last result of a key, of any age. */
export async function findResult(ctx: Pick<QueryCtx, "db">, key: string): Promise<Doc<"toolResults"> | null> {
  return await ctx.db
    .query("toolResults")
    .withIndex("by_key", (q) => q.eq("key", key))
    .unique();
}

/** The outcome of a wait, or null while a job of the key is in progress. */
export async function outcomeOfWait(
  ctx: Pick<QueryCtx, "db">,
  { key, sinceMs }: Doc<"toolWaits">,
): Promise<ToolOutcome | null> {
  const result = await findResult(ctx, key);
  if (result && result.fetchedAtMs >= sinceMs) return { ok: true, result: result.result };
  return (await findLiveJob(ctx, key)) ? null : { ok: false, code: "provider_unavailable" };
}
