import { serviceDay, type Quota, type QuotaSnapshot } from "@sendcat/shared-types";
import { LOADS_KEY, userKey } from "../../keys.ts";
import type { QuotaContext } from "../quota-context.ts";
import { readMeters } from "../reserve/read-meters.ts";
import { snapshotScript } from "./snapshot-script.ts";

/** One round trip, at most `failure.quotaView.waitMs`; null when Redis does not answer. */
export async function snapshot(
  context: QuotaContext,
  { userId, plan, nowMs }: Parameters<Quota["snapshot"]>[0],
): Promise<QuotaSnapshot | null> {
  const { policy } = context;
  const limits = policy.plans[plan];
  const day = serviceDay(nowMs, policy.timeZone);
  const input = {
    keys: [LOADS_KEY, userKey(userId)],
    args: [String(Math.floor(nowMs)), day.name, "0", String(limits.window.seconds * 1_000)],
  };
  const { link } = context;
  const reply = await link.ask(async () => {
    const [meters] = await snapshotScript.run(link.redis, input);
    return readMeters(meters, { limits, day });
  }, policy.failure.quotaView.waitMs);
  if (reply.ok) return { plan, ...reply.value };
  context.onFault({ operation: "snapshot", cause: reply.cause });
  return null;
}
