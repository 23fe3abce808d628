import { raiseSettled } from "@sendcat/redis";
import { serviceDay, type PlanName } from "@sendcat/shared-types";
import { internal } from "../../_generated/api.js";
import type { ActionCtx } from "../../_generated/server.js";
import { linkRedis } from "./connectQuota.ts";
import { servicePolicy } from "../platform/servicePolicy.ts";

/**
 * Redis may lose its last second of writes when its machine dies; admission would then allow money that is already spent. The ledger's figure
 * is a minute old and Redis's is not, so Redis is never lowered.
 */
export async function auditSpend(ctx: Pick<ActionCtx, "runQuery">): Promise<{ readonly raised: readonly string[] }> {
  const policy = servicePolicy();
  const link = linkRedis(policy);
  if (!link) return { raised: [] };
  const day = serviceDay(Date.now(), policy.timeZone).name;
  const settled: Partial<Record<PlanName, number>> | null = await ctx.runQuery(internal.usage.rolledUp, { day });
  if (!settled) return { raised: [] };
  const raised = await raiseSettled({ link, policy }, { day, settled });
  if (raised.length > 0) console.warn("Redis had less than the ledger for:", raised.join(", "));
  return { raised };
}
