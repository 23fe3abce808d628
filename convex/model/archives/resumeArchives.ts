import { internal } from "../../_generated/api.js";
import type { MutationCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";

/** An action ends after ten minutes, and only this retries it. */
const STILL_MS = 900_000;

export async function resumeArchives(ctx: MutationCtx): Promise<void> {
  for (const state of ["stripping", "restoring"] as const) {
    const still = await ctx.db
      .query("archives")
      .withIndex("by_state", (q) => q.eq("state", state).lte("stateAtMs", Date.now() - STILL_MS))
      .take(LIMITS.archivedAtOnce);
    for (const { _id, threadId } of still) {
      await ctx.db.patch(_id, { stateAtMs: Date.now() });
      const job = state === "stripping" ? internal.archives.strip : internal.archives.restore;
      await ctx.scheduler.runAfter(0, job, { threadId });
    }
  }
}
