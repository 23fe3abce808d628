import { serviceDay, type ReserveRequest, type ReserveResult } from "@sendcat/shared-types";
import { dayTtlMs, flightTtlMs, RECORD_TTL_MS, reservationKeys } from "../keys.ts";
import { microUsdText } from "../micro-usd.ts";
import type { QuotaContext } from "../quota-context.ts";
import { within } from "../redis/within.ts";
import { unavailableRefusal } from "./refuse.ts";
import { reserveScript } from "./reserve-script.ts";
import { toReserveResult } from "./to-reserve-result.ts";

/** Expired holds one call cleans up at most: bounds the script's time. */
const SWEEP_MAX = 100;

/**
 * One round trip, at most `timeoutMs`. When Redis does not answer the turn is refused (`capacity_saturated`, scope `redis`,
 * `degraded`): money is never spent uncounted. Should the script have run all the same, its hold expires, and the same turn id
 * sent again finds its reservation.
 */
export async function reserve(context: QuotaContext, request: ReserveRequest): Promise<ReserveResult> {
  const { policy } = context;
  const limits = policy.plans[request.plan];
  const day = serviceDay(request.nowMs, policy.timeZone);
  const keys = reservationKeys({ userId: request.userId, turnId: request.turnId, day: day.name });
  const nowMs = Math.floor(request.nowMs);
  const run = reserveScript.run(context.redis, {
    keys: [keys.record, keys.turns, keys.flight, keys.holds, keys.spend],
    args: [
      request.turnId,
      keys.holdName,
      String(nowMs),
      String(nowMs + policy.reservationTtlMs),
      microUsdText(request.costMicroUsd),
      String(limits.turnsPerDay),
      String(limits.maxInFlight),
      microUsdText(policy.spendPerDayMicroUsd),
      day.name,
      String(dayTtlMs(day.name, nowMs)),
      String(RECORD_TTL_MS),
      String(flightTtlMs(policy.reservationTtlMs)),
      String(SWEEP_MAX),
    ],
  });
  const reply = await within(
    run.then((values) => toReserveResult(values, { request, day, policy })),
    context.timeoutMs,
  );
  if (reply.ok) return reply.value;
  context.onFault({ operation: "reserve", cause: reply.cause });
  return { ok: false, refusal: unavailableRefusal(), degraded: true };
}
