import type { ReserveRequest, ReserveResult, ServiceDay } from "@sendcat/shared-types";
import type { QuotaPolicy } from "../quota-context.ts";
import { flightRefusal, spendRefusal, turnsRefusal } from "./refuse.ts";

/** The script's reply in the port's words. Throws when it is none of the script's replies. */
export function toReserveResult(
  reply: readonly unknown[],
  {
    request,
    day,
    policy,
  }: { readonly request: ReserveRequest; readonly day: ServiceDay; readonly policy: QuotaPolicy },
): ReserveResult {
  const { plan, nowMs } = request;
  const [status, second, third, fourth] = reply;
  if (status === "admitted" || status === "replayed") {
    const turnsLimit = policy.plans[plan].turnsPerDay;
    const reservation = {
      turnId: request.turnId,
      userId: request.userId,
      expiresAtMs: toNumber(third),
      replayed: status === "replayed",
      day: String(fourth),
      turnsRemaining: Math.max(0, turnsLimit - toNumber(second)),
      turnsLimit,
      resetAtMs: day.endMs,
    };
    return { ok: true, reservation, degraded: false };
  }
  if (status === "refused") {
    if (second === "turns") return refused(turnsRefusal(policy.plans, { plan, day, nowMs }));
    if (second === "flight")
      return refused(flightRefusal(policy.plans, { plan, earliestExpiryMs: toNumber(third), nowMs }));
    if (second === "spend") return refused(spendRefusal({ day, nowMs, backlog: toNumber(fourth) === 1 }));
  }
  throw new TypeError("the reserve script gave an unknown reply");
}

function refused(refusal: Extract<ReserveResult, { ok: false }>["refusal"]): ReserveResult {
  return { ok: false, refusal, degraded: false };
}

/** The client may already have made numbers of digits. */
function toNumber(value: unknown): number {
  const number = Number(value);
  if (!Number.isFinite(number)) throw new TypeError("the reserve script gave no number");
  return number;
}
