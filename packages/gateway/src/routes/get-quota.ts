import { DEGRADED_HEADER, serviceDay, type PlanLimits, type UserMeters } from "@sendcat/shared-types";
import type { Answer, RouteScope } from "../request-scope.ts";
import { jsonAnswer } from "../respond/json-answer.ts";
import { rateLimitHeaders } from "../respond/rate-limit-headers.ts";

/** `GET /api/quota`: what is left of a plan. When the counters cannot be read the limits are shown, marked as degraded. */
export async function getQuota(scope: RouteScope<"GET /api/quota">): Promise<Answer> {
  const { ports, policy, principal } = scope;
  const { userId, plan } = principal;
  const nowMs = ports.now();
  const snapshot = await ports.quota.snapshot({ userId, plan, nowMs }).catch(() => null);
  const { endMs } = serviceDay(nowMs, policy.timeZone);
  const meters = snapshot ?? unusedMeters(policy.plans[plan], { nowMs, dayEndMs: endMs });
  const headers = snapshot ? rateLimitHeaders(snapshot, nowMs) : { [DEGRADED_HEADER]: "redis" };
  return jsonAnswer(scope, { ...meters, plan, degraded: snapshot === null }, { headers });
}

function unusedMeters(limits: PlanLimits, at: { readonly nowMs: number; readonly dayEndMs: number }): UserMeters {
  const unused = (limit: number, resetAtMs: number) => ({ limit, used: 0, remaining: limit, resetAtMs });
  const { window } = limits;
  const windowEndMs = at.nowMs + window.seconds * 1_000;
  return {
    turns: unused(limits.turnsPerDay, at.dayEndMs),
    tokens: unused(limits.tokensPerDay, at.dayEndMs),
    window: {
      seconds: window.seconds,
      turns: unused(window.turns, windowEndMs),
      tokens: unused(window.tokens, windowEndMs),
    },
    inFlight: { limit: limits.maxInFlight, used: 0 },
  };
}
