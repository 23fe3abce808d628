import { DEGRADED_HEADER, serviceDay, type PlanLimits, type QuotaView, type UserMeters } from "@sendcat/shared-types";
import type { Answer, RequestScope } from "../request-scope.ts";
import { jsonResponse } from "../respond/json-response.ts";
import { rateLimitHeaders } from "../respond/rate-limit-headers.ts";
import { readAsUser } from "./read-as-user.ts";

/** `GET /api/quota`: what is left of a plan. When the counters cannot be read the limits are shown, marked as degraded. */
export async function getQuota(scope: RequestScope): Promise<Answer> {
  const user = await readAsUser(scope);
  if (!user.ok) return user;
  const { ports, policy } = scope;
  const { userId, plan } = user.principal;
  const nowMs = ports.now();
  const snapshot = await ports.quota.snapshot({ userId, plan, nowMs }).catch(() => null);
  const { endMs } = serviceDay(nowMs, policy.timeZone);
  const meters = snapshot ?? unusedMeters(policy.plans[plan], { nowMs, dayEndMs: endMs });
  const view: QuotaView = { ...meters, plan, degraded: snapshot === null };
  const headers = snapshot ? rateLimitHeaders(snapshot, nowMs) : { [DEGRADED_HEADER]: "redis" };
  return { ok: true, response: jsonResponse(scope.requestId, view, { headers }) };
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
