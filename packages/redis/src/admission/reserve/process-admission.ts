import {
  serviceDay,
  shareOf,
  type ProcessAdmissionLimit,
  type ReserveRequest,
  type ReserveResult,
} from "@sendcat/shared-types";
import type { QuotaPolicy } from "../quota-policy.ts";

const MINUTE_MS = 60_000;

/** Admits turns in one process while Redis is down, in fixed windows of one minute. */
export interface ProcessAdmission {
  /** Null when the limiter is full. */
  reserve(request: ReserveRequest): Extract<ReserveResult, { ok: true }> | null;
}

export function createProcessAdmission(policy: QuotaPolicy, limit: ProcessAdmissionLimit): ProcessAdmission {
  let minute = { startMs: 0, turns: 0, costMicroUsd: 0 };
  return {
    reserve({ turnId, userId, plan, nowMs, offers }) {
      const startMs = nowMs - (nowMs % MINUTE_MS);
      if (minute.startMs !== startMs) minute = { startMs, turns: 0, costMicroUsd: 0 };
      const [offer] = offers;
      const limits = policy.plans[plan];
      const most = (of: keyof ProcessAdmissionLimit): number => shareOf(limit[of], limits.placeShare);
      const heldMicroUsd = offer.costMicroUsd + (offer.searchMicroUsd ?? 0);
      const isFull =
        minute.turns >= most("turnsPerMinute") || minute.costMicroUsd + heldMicroUsd > most("costMicroUsdPerMinute");
      if (isFull) return null;
      minute.turns += 1;
      minute.costMicroUsd += heldMicroUsd;
      const { name: day, endMs } = serviceDay(nowMs, policy.timeZone);
      const unknown = (size: number, resetAtMs: number) => ({ limit: size, used: 0, remaining: size, resetAtMs });
      const { window } = limits;
      const windowEndMs = nowMs + window.seconds * 1_000;
      return {
        ok: true,
        degraded: true,
        reservation: {
          turnId,
          userId,
          plan,
          day,
          replayed: false,
          expiresAtMs: nowMs + policy.admission.reservationTtlMs,
          model: offer.model,
          route: offer.routes[0].id,
          tokens: offer.tokens,
          costMicroUsd: offer.costMicroUsd,
          meters: {
            turns: unknown(limits.turnsPerDay, endMs),
            tokens: unknown(limits.tokensPerDay, endMs),
            window: {
              seconds: window.seconds,
              turns: unknown(window.turns, windowEndMs),
              tokens: unknown(window.tokens, windowEndMs),
            },
            inFlight: { limit: limits.maxInFlight, used: 0 },
          },
        },
      };
    },
  };
}
