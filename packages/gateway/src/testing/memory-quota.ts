import { serviceDay, type Policy, type Quota } from "@sendcat/shared-types";

export interface MemoryQuota extends Quota {
  readonly charged: Map<string, number>;
  inFlight(): number;
}

/** The Quota port's rules for one process, without sweeping: what the gateway's tests count against. */
export function memoryQuota(policy: Policy): MemoryQuota {
  const open = new Map<string, string>();
  const settled = new Set<string>();
  const turns = new Map<string, number>();
  const charged = new Map<string, number>();
  const key = (r: { userId: string; turnId: string }) => `${r.userId}/${r.turnId}`;
  return {
    charged,
    inFlight: () => open.size,
    async reserve(request) {
      const { userId, plan, turnId, nowMs } = request;
      const limits = policy.plans[plan];
      const day = serviceDay(nowMs, policy.timeZone);
      const used = turns.get(userId) ?? 0;
      const replayed = open.has(key(request)) || settled.has(key(request));
      const busy = [...open.values()].filter((owner) => owner === userId).length;
      if (!replayed && used >= limits.turnsPerDay) {
        const refusal = { code: "quota_exceeded", scope: "user.turns_per_day", limit: limits.turnsPerDay } as const;
        return {
          ok: false,
          degraded: false,
          refusal: { ...refusal, remaining: 0, resetAtMs: day.endMs, retryAfterMs: 1_500 },
        };
      }
      if (!replayed && busy >= limits.maxInFlight) {
        return {
          ok: false,
          degraded: false,
          refusal: { code: "too_many_streams", scope: "user.in_flight", retryAfterMs: 5_000 },
        };
      }
      if (!replayed) {
        turns.set(userId, used + 1);
        open.set(key(request), userId);
      }
      const turnsRemaining = limits.turnsPerDay - (turns.get(userId) ?? 0);
      const shared = { turnId, userId, replayed, day: day.name, resetAtMs: day.endMs };
      const expiresAtMs = nowMs + policy.reservationTtlMs;
      return {
        ok: true,
        degraded: false,
        reservation: { ...shared, expiresAtMs, turnsRemaining, turnsLimit: limits.turnsPerDay },
      };
    },
    async settle({ reservation, costMicroUsd, counts }) {
      if (settled.has(key(reservation))) return true;
      settled.add(key(reservation));
      open.delete(key(reservation));
      charged.set(reservation.turnId, costMicroUsd);
      if (!counts) turns.set(reservation.userId, (turns.get(reservation.userId) ?? 1) - 1);
      return true;
    },
    async snapshot({ userId, plan, nowMs }) {
      const limits = policy.plans[plan];
      const used = turns.get(userId) ?? 0;
      const { endMs } = serviceDay(nowMs, policy.timeZone);
      return {
        plan,
        turns: { limit: limits.turnsPerDay, used, remaining: limits.turnsPerDay - used, resetAtMs: endMs },
        inFlight: { limit: limits.maxInFlight, used: open.size },
      };
    },
  };
}
