import type { QueueReading } from "@sendcat/shared-types";
import type { QueryCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";

/** Each queue's depth, counted up to a bound, and how long its oldest item has been due. */
export async function readQueues(ctx: QueryCtx): Promise<readonly QueueReading[]> {
  const now = Date.now();
  const due = await ctx.db
    .query("settlements")
    .withIndex("by_due", (q) => q.lte("dueAtMs", now))
    .take(LIMITS.queueDepth);
  const searches = await ctx.db
    .query("toolJobs")
    .withIndex("by_state", (q) => q.eq("state", "queued"))
    .take(LIMITS.queueDepth);
  const deadJobs = await ctx.db
    .query("toolJobs")
    .withIndex("by_state", (q) => q.eq("state", "dead"))
    .take(LIMITS.queueDepth);
  const deadWebhooks = await ctx.db
    .query("webhookEvents")
    .withIndex("by_state", (q) => q.eq("state", "dead"))
    .take(LIMITS.queueDepth);
  return [
    { name: "settlements", depth: due.length, oldestAgeMs: due[0] ? now - due[0].dueAtMs : 0 },
    { name: "searches", depth: searches.length, oldestAgeMs: searches[0] ? now - searches[0].enqueuedAtMs : 0 },
    // Dead letters wait for an operator, so their age counts as zero.
    { name: "dead letters", depth: deadJobs.length + deadWebhooks.length, oldestAgeMs: 0 },
  ];
}
