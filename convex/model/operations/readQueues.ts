import type { QueueReading } from "@sendcat/shared-types";
import type { QueryCtx } from "../../_generated/server.js";
import { LIMITS } from "../limits.ts";

/** Each queue's depth, counted up to a bound, and how long its oldest has been due. */
export async function readQueues(ctx: QueryCtx): Promise<readonly QueueReading[]> {
  const now = Date.now();
  const due = await ctx.db
    .query("settlements")
    .withIndex("by_due", (q) => q.lte("dueAtMs", now))
    .take(LIMITS.queueDepth);
  return [{ name: "settlements", depth: due.length, oldestAgeMs: due[0] ? now - due[0].dueAtMs : 0 }];
}
