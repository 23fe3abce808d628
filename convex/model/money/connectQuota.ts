import { connectRedis, createLeasedQuota, type LeasedQuota } from "@sendcat/redis";
import { readDayTotals, type Ledger, type Policy } from "@sendcat/shared-types";
import { internal } from "../../_generated/api.js";
import type { ActionCtx } from "../../_generated/server.js";
import { redisEnv } from "../platform/env.ts";
import { servicePolicy } from "../platform/servicePolicy.ts";

/** The connection to the edge's Redis; null on a deployment without one, where nothing is admitted. */
export function linkRedis(policy: Policy): ReturnType<typeof connectRedis> | null {
  const { url, token } = redisEnv();
  if (url === "") return null;
  const { admission, settlement } = policy.failure;
  return connectRedis({ url, token, timeoutMs: Math.max(admission.waitMs, settlement.waitMs) });
}

/** The edge's admission, for what the core itself spends and settles. */
export function connectQuota(ctx: Pick<ActionCtx, "runQuery">): LeasedQuota | null {
  const policy = servicePolicy();
  const link = linkRedis(policy);
  if (!link) return null;
  const onFault = ({ operation }: { readonly operation: string }) => console.warn("Redis did not answer:", operation);
  return createLeasedQuota({ link, policy, ledger: ledgerOf(ctx), onFault });
}

/** The Ledger port for the core's own jobs. */
export function ledgerOf(ctx: Pick<ActionCtx, "runQuery">): Ledger {
  return {
    dayTotals: async (day) =>
      await readDayTotals(async (after) => await ctx.runQuery(internal.usage.dayPage, { day, after })),
    userTotals: async ({ userId, day }) => await ctx.runQuery(internal.usage.userDay, { userId, day }),
  };
}
