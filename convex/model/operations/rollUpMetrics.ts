import { createOperations } from "@sendcat/redis";
import { internal } from "../../_generated/api.js";
import type { ActionCtx } from "../../_generated/server.js";
import { linkRedis } from "../money/connectQuota.ts";
import { servicePolicy } from "../platform/servicePolicy.ts";

/**
 * First the row, then the totals: a run that dies in between is repeated, and both are written once. Does nothing when Redis does not answer:
 * it keeps the minutes for two hours.
 */
export async function rollUpMetrics(ctx: Pick<ActionCtx, "runMutation">): Promise<void> {
  const policy = servicePolicy();
  const link = linkRedis(policy);
  if (!link) return;
  const { waitMs } = policy.failure.settlement;
  const operations = createOperations({ link, timeZone: policy.timeZone, waitMs });
  try {
    for (const minute of await operations.due(Date.now())) {
      await ctx.runMutation(internal.operations.saveMinute, { minute: minute.minute, counts: { ...minute.counts } });
      await operations.add(minute);
    }
  } catch (error) {
    console.warn("counts were not rolled up:", String(error));
  }
}
