import { serviceDay, type Quota, type QuotaSnapshot } from "@sendcat/shared-types";
import { flightKey, turnsKey } from "../keys.ts";
import type { QuotaContext } from "../quota-context.ts";
import { within } from "../redis/within.ts";
import { snapshotScript } from "./snapshot-script.ts";

/** One round trip, at most `timeoutMs`; null when Redis does not answer. */
export async function snapshot(
  context: QuotaContext,
  { userId, plan, nowMs }: Parameters<Quota["snapshot"]>[0],
): Promise<QuotaSnapshot | null> {
  const limits = context.policy.plans[plan];
  const day = serviceDay(nowMs, context.policy.timeZone);
  const run = snapshotScript.run(context.redis, {
    keys: [turnsKey({ userId, day: day.name }), flightKey(userId)],
    args: [String(Math.floor(nowMs))],
  });
  const reply = await within(run, context.timeoutMs);
  if (!reply.ok) {
    context.onFault({ operation: "snapshot", cause: reply.cause });
    return null;
  }
  const [used, inFlight] = reply.value.map(Number);
  return {
    plan,
    turns: {
      limit: limits.turnsPerDay,
      used: used ?? 0,
      remaining: Math.max(0, limits.turnsPerDay - (used ?? 0)),
      resetAtMs: day.endMs,
    },
    inFlight: { limit: limits.maxInFlight, used: inFlight ?? 0 },
  };
}
