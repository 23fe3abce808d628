import { DEGRADED_HEADER, serviceDay, type QuotaSnapshot, type QuotaView } from "@sendcat/shared-types";
import type { Answer, RequestScope } from "../request-scope.ts";
import { jsonResponse } from "../respond/json-response.ts";
import { readAsUser } from "./read-as-user.ts";

/** `GET /api/quota`: what is left of today. When the counters cannot be read the limits are shown, marked as degraded. */
export async function getQuota(scope: RequestScope): Promise<Answer> {
  const user = await readAsUser(scope);
  if (!user.ok) return user;
  const { ports, policy } = scope;
  const { userId, plan } = user.principal;
  const nowMs = ports.now();
  const snapshot = await ports.quota.snapshot({ userId, plan, nowMs }).catch(() => null);
  const limits = policy.plans[plan];
  const unknown: QuotaSnapshot = {
    plan,
    turns: {
      limit: limits.turnsPerDay,
      used: 0,
      remaining: limits.turnsPerDay,
      resetAtMs: serviceDay(nowMs, policy.timeZone).endMs,
    },
    inFlight: { limit: limits.maxInFlight, used: 0 },
  };
  const view: QuotaView = { ...(snapshot ?? unknown), degraded: snapshot === null };
  const headers: Record<string, string> = snapshot ? {} : { [DEGRADED_HEADER]: "redis" };
  return { ok: true, response: jsonResponse(scope.requestId, view, { headers }) };
}
