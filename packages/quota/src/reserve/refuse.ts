import type { PlanName, Policy, Refusal, ServiceDay } from "@sendcat/shared-types";

const REDIS_AWAY_RETRY_MS = 2_000;
/** A slot is usually freed by the answer that holds it, long before it expires. */
const SLOT_RETRY_MAX_MS = 5_000;
/** Expired holds are being cleaned up: the next call sees further. */
const BACKLOG_RETRY_MS = 1_000;

type Plans = Policy["plans"];

export function turnsRefusal(
  plans: Plans,
  at: { readonly plan: PlanName; readonly day: ServiceDay; readonly nowMs: number },
): Refusal {
  const limit = plans[at.plan].turnsPerDay;
  return {
    code: "quota_exceeded",
    scope: "user.turns_per_day",
    limit,
    remaining: 0,
    resetAtMs: at.day.endMs,
    retryAfterMs: at.day.endMs - at.nowMs,
    upgrade: Object.values(plans).some((plan) => plan.turnsPerDay > limit),
  };
}

export function flightRefusal(
  plans: Plans,
  at: { readonly plan: PlanName; readonly earliestExpiryMs: number; readonly nowMs: number },
): Refusal {
  const limit = plans[at.plan].maxInFlight;
  const untilExpiryMs = Math.max(1, at.earliestExpiryMs - at.nowMs);
  return {
    code: "too_many_streams",
    scope: "user.in_flight",
    limit,
    remaining: 0,
    retryAfterMs: at.earliestExpiryMs > 0 ? Math.min(SLOT_RETRY_MAX_MS, untilExpiryMs) : SLOT_RETRY_MAX_MS,
    upgrade: Object.values(plans).some((plan) => plan.maxInFlight > limit),
  };
}

/** Says nothing of the amounts: the service's budget is nobody's business outside. */
export function spendRefusal(at: {
  readonly day: ServiceDay;
  readonly nowMs: number;
  readonly backlog: boolean;
}): Refusal {
  return {
    code: "spend_cap_reached",
    scope: "service.spend_per_day",
    resetAtMs: at.day.endMs,
    retryAfterMs: at.backlog ? BACKLOG_RETRY_MS : at.day.endMs - at.nowMs,
  };
}

export function unavailableRefusal(): Refusal {
  return { code: "capacity_saturated", scope: "redis", retryAfterMs: REDIS_AWAY_RETRY_MS };
}
