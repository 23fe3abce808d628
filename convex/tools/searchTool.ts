import { v } from "convex/values";
import { internalAction } from "../_generated/server.js";
import { publishOutcome, runSearch } from "../model/tools/runSearch.ts";
import { vToolName } from "../model/platform/validators.ts";

/** One attempt of a job, run by the pool: throws when it may be retried, and differently when not. */
export const run = internalAction({
  args: { jobId: v.string() },
  handler: async (ctx, { jobId }): Promise<null> => await runSearch(ctx, jobId),
});

/** Tells the hosts that wait for a job that there will be no result. */
export const publishFailure = internalAction({
  args: { key: v.string(), tool: vToolName },
  handler: async (_ctx, { key, tool }): Promise<null> => {
    await publishOutcome({ key, tool, outcome: { ok: false, code: "provider_unavailable" }, fetchedAtMs: Date.now() });
    return null;
  },
});
