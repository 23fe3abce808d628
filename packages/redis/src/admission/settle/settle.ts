import { SendcatError, type SettleRequest, type SettleResult } from "@sendcat/shared-types";
import {
  ADDRESS_SPEND_TTL_MS,
  addressSpendKey,
  dayTtlMs,
  LOADS_KEY,
  RECORD_TTL_MS,
  recordKey,
  SERVICE_KEY,
  spendKey,
  userKey,
  USER_TTL_MS,
} from "../../keys.ts";
import { countsText, runCarrying } from "../../metrics/metrics-buffer.ts";
import { microUsdText } from "../micro-usd.ts";
import type { QuotaContext } from "../quota-context.ts";
import { outcomesText } from "./outcomes-text.ts";
import { settleArguments, settleScript } from "./settle-script.ts";

const DAY_NAME = /^\d{4}-\d{2}-\d{2}$/;

/**
 * One round trip, at most `failure.settlement.waitMs`. Charges the day the reservation was made in, even after midnight. Throws a
 * SendcatError for an invalid amount or day; nothing is changed.
 */
export async function settle(context: QuotaContext, request: SettleRequest): Promise<SettleResult> {
  const { policy } = context;
  const { userId, turnId, day, plan } = request.reservation;
  if (!DAY_NAME.test(day)) throw new SendcatError({ code: "internal", message: "the reservation names no day" });
  const input = {
    keys: [SERVICE_KEY, LOADS_KEY, spendKey(day), userKey(userId), recordKey({ userId, turnId }), addressSpendKey(day)],
    args: settleArguments.write({
      nowMs: Math.floor(request.nowMs),
      turnId: encodeURIComponent(turnId),
      day,
      plan,
      costMicroUsd: microUsdText(request.costMicroUsd),
      tokens: microUsdText(request.counts ? request.tokens : 0),
      counts: request.counts ? 1 : 0,
      final: request.final ? 1 : 0,
      dayTtlMs: dayTtlMs(day, request.nowMs),
      addressSpendTtlMs: ADDRESS_SPEND_TTL_MS,
      userTtlMs: USER_TTL_MS,
      recordTtlMs: RECORD_TTL_MS,
      outcomes: outcomesText(request.outcomes),
      breaker: countsText({ ...policy.breaker }),
      capMicroUsd: policy.spend.perDayMicroUsd,
      alertsAtPercent: policy.spend.alertsAtPercent.join(" "),
    }),
  };
  const { link } = context;
  const reply = await link.ask(
    () => runCarrying(context.metrics, settleScript, { redis: link.redis, ...input }),
    policy.failure.settlement.waitMs,
  );
  // The turn is over even if Redis did not answer: a later settle frees its place, or the lease expires.
  context.leases.remove({ userId, turnId });
  if (!reply.ok) {
    context.onFault({ operation: "settle", cause: reply.cause });
    return { settled: false, alertsAtPercent: [] };
  }
  const [status, passed] = reply.value;
  if (status === "wrong-day") {
    throw new SendcatError({
      code: "internal",
      message: "the turn was reserved on another day than it is settled for",
    });
  }
  return { settled: true, alertsAtPercent: String(passed).split(" ").filter(Boolean).map(Number) };
}
