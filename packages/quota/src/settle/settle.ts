import { SendcatError, type SettleRequest } from "@sendcat/shared-types";
import { dayTtlMs, RECORD_TTL_MS, reservationKeys } from "../keys.ts";
import { microUsdText } from "../micro-usd.ts";
import type { QuotaContext } from "../quota-context.ts";
import { within } from "../redis/within.ts";
import { settleScript } from "./settle-script.ts";

const DAY_NAME = /^\d{4}-\d{2}-\d{2}$/;

/**
 * One round trip, at most `timeoutMs`; true once the reservation is settled, by this call or an earlier one. Charges the day the
 * reservation was made in, after midnight too. Throws a SendcatError, with nothing changed, for an amount or a day that cannot be.
 */
export async function settle(context: QuotaContext, request: SettleRequest): Promise<boolean> {
  const { userId, turnId, day } = request.reservation;
  if (!DAY_NAME.test(day)) throw new SendcatError({ code: "internal", message: "the reservation names no day" });
  const cost = microUsdText(request.costMicroUsd);
  const keys = reservationKeys({ userId, turnId, day });
  const run = settleScript.run(context.redis, {
    keys: [keys.record, keys.turns, keys.flight, keys.holds, keys.spend],
    args: [
      turnId,
      keys.holdName,
      cost,
      request.counts ? "1" : "0",
      day,
      String(dayTtlMs(day, request.nowMs)),
      String(RECORD_TTL_MS),
    ],
  });
  const reply = await within(run, context.timeoutMs);
  if (!reply.ok) {
    context.onFault({ operation: "settle", cause: reply.cause });
    return false;
  }
  if (reply.value[0] === "wrong-day") {
    throw new SendcatError({
      code: "internal",
      message: "the turn was reserved on another day than it is settled for",
    });
  }
  return true;
}
