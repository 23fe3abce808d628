import type { PlanLimits, PlanName } from "../plans/plan.ts";
import { isPaidPlan } from "../plans/plan-prices.ts";
import type { Policy } from "../policy/policy.ts";
import type { ServiceDay } from "../policy/service-day.ts";
import type { Refusal } from "./refusal.ts";
import { refusalWords } from "./refusal-words.ts";

const REDIS_AWAY_RETRY_MS = 2_000;
/** A place is usually freed when a running answer ends, long before anything expires. */
const SLOT_RETRY_MS = 5_000;
const BUSY_RETRY_MS = 3_000;
const KILL_SWITCH_RETRY_MS = 60_000;

/** The limit that refused. */
export interface AdmissionRefused {
  readonly scope: string;
  /** How much of it is used, or the limit itself where it is not part of the plan. */
  readonly number: number;
  /** 0 when the scope needs no number. */
  readonly resetAtMs: number;
}

interface At {
  readonly policy: Pick<Policy, "plans">;
  readonly plan: PlanName;
  readonly day: ServiceDay;
  readonly nowMs: number;
}

/** An admission refusal as clients read it: which limit, when there is room again, and whether a larger plan has room now. */
export function admissionRefusal(refused: AdmissionRefused, at: At): Refusal {
  const refusal = withoutWords(refused, at);
  const { seconds } = at.policy.plans[at.plan].window;
  return { ...refusal, message: refusalWords(refusal, { limit: refusal.limit ?? 0, windowSeconds: seconds }).message };
}

function withoutWords(refused: AdmissionRefused, at: At): Refusal {
  const { scope, resetAtMs } = refused;
  const { policy, nowMs } = at;
  const limits = policy.plans[at.plan];
  const until = (ms: number) => ({ resetAtMs: ms, retryAfterMs: Math.max(1, Math.ceil(ms - nowMs)) });
  const larger = (of: (limits: PlanLimits) => number) =>
    Object.values(policy.plans).some((plan) => of(plan) > of(limits));
  switch (scope) {
    case "user.turns_per_day":
      return {
        code: "quota_exceeded",
        scope,
        limit: limits.turnsPerDay,
        remaining: 0,
        ...until(at.day.endMs),
        upgrade: larger((plan) => plan.turnsPerDay),
      };
    case "user.tokens_per_day":
      return {
        code: "quota_exceeded",
        scope,
        limit: limits.tokensPerDay,
        remaining: Math.max(0, limits.tokensPerDay - refused.number),
        ...until(at.day.endMs),
        upgrade: larger((plan) => plan.tokensPerDay),
      };
    case "user.turns_per_window":
      return {
        code: "quota_exceeded",
        scope,
        limit: limits.window.turns,
        remaining: 0,
        ...until(resetAtMs),
        upgrade: larger((plan) => plan.window.turns / plan.window.seconds),
      };
    case "user.tokens_per_window":
      return {
        code: "quota_exceeded",
        scope,
        limit: limits.window.tokens,
        remaining: Math.max(0, limits.window.tokens - refused.number),
        ...until(resetAtMs),
        upgrade: larger((plan) => plan.window.tokens / plan.window.seconds),
      };
    case "user.in_flight":
      return {
        code: "too_many_streams",
        scope,
        limit: limits.maxInFlight,
        remaining: 0,
        retryAfterMs: SLOT_RETRY_MS,
        upgrade: larger((plan) => plan.maxInFlight),
      };
    case "user.tokens_on_hold":
      return { code: "too_many_streams", scope, retryAfterMs: SLOT_RETRY_MS };
    case "address.burst":
      return {
        code: "rate_limited",
        scope,
        limit: refused.number,
        remaining: 0,
        ...until(resetAtMs),
      };
    // No amounts: the service's budget is not public.
    case "service.spend_per_day":
      return { code: "spend_cap_reached", scope, ...until(at.day.endMs) };
    case "plan.spend_per_day":
    case "address.spend_per_day":
      return {
        code: "spend_cap_reached",
        scope,
        ...until(at.day.endMs),
        upgrade: !isPaidPlan(at.plan),
      };
    case "provider.breaker":
      return { code: "provider_unavailable", scope, retryAfterMs: Math.max(1, Math.ceil(resetAtMs - nowMs)) };
    case "service.turns_per_second":
      return { code: "capacity_saturated", scope, retryAfterMs: Math.max(1, Math.ceil(resetAtMs - nowMs)) };
    case "redis.restoring":
      return { code: "capacity_saturated", scope, retryAfterMs: Math.max(1, Math.ceil(resetAtMs - nowMs)) };
    case "service.kill_switch":
      return {
        code: "capacity_saturated",
        scope,
        retryAfterMs: KILL_SWITCH_RETRY_MS,
      };
    case "service.draining":
      return {
        code: "capacity_saturated",
        scope,
        retryAfterMs: KILL_SWITCH_RETRY_MS,
      };
    case "bot.proof":
      return { code: "proof_required", scope };
    case "service.spend_on_hold":
    case "service.in_flight":
    case "address.in_flight":
      return { code: "capacity_saturated", scope, retryAfterMs: BUSY_RETRY_MS };
    default:
      if (scope.startsWith("bulkhead.")) return { code: "capacity_saturated", scope, retryAfterMs: BUSY_RETRY_MS };
      throw new TypeError(`no limit is called ${scope}`);
  }
}

/** Redis did not answer. */
export function admissionUnavailable(): Refusal {
  return { code: "capacity_saturated", scope: "redis", retryAfterMs: REDIS_AWAY_RETRY_MS };
}
