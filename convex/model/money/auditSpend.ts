import { repairSettled } from "@sendcat/redis";
import { serviceDay, type PlanName } from "@sendcat/shared-types";
import { internal } from "../../_generated/api.js";
import type { ActionCtx } from "../../_generated/server.js";
import { ledgerOf, linkRedis } from "./connectQuota.ts";
import { logEvent } from "../platform/logEvent.ts";
import { servicePolicy } from "../platform/servicePolicy.ts";

interface Repaired {
  readonly repaired: readonly string[];
}

/**
 * Compares today's settled spend in Redis with the ledger, and repairs Redis both ways: too low would allow money that is already spent, too
 * high would close the service. Every repair is recorded for operators.
 */
export async function auditSpend(ctx: Pick<ActionCtx, "runQuery" | "runMutation">): Promise<Repaired> {
  const policy = servicePolicy();
  const link = linkRedis(policy);
  if (!link) return { repaired: [] };
  const nowMs = Date.now();
  const day = serviceDay(nowMs, policy.timeZone).name;
  const minuteAgo: Partial<Record<PlanName, number>> | null = await ctx.runQuery(internal.usage.rolledUp, { day });
  if (!minuteAgo) return { repaired: [] };
  const { chargedMicroUsd: now } = await ledgerOf(ctx).dayTotals(day);
  const repairs = await repairSettled({ link, policy }, { day, nowMs, minuteAgo, now });
  const repaired = repairs.map(
    ({ plan, beforeMicroUsd, afterMicroUsd }) =>
      `${plan} on ${day}: ${beforeMicroUsd} to ${afterMicroUsd} micro-dollars; the ledger has ${now[plan]}`,
  );
  for (const detail of repaired) {
    logEvent("spend-repaired", { detail });
    await ctx.runMutation(internal.operations.note, { actor: "audit", action: "repair-spend", detail });
  }
  return { repaired };
}
