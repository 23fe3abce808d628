import type { Refusal } from "../errors/refusal.ts";
import type { PlanName } from "../plans/plan.ts";

export interface ReserveRequest {
  /** Idempotency key within the user: reserving twice charges once. */
  readonly turnId: string;
  readonly userId: string;
  readonly plan: PlanName;
  readonly nowMs: number;
  /** Upper bound of what the turn can cost, micro-dollars: held until settled. */
  readonly costMicroUsd: number;
}

export interface Reservation {
  readonly turnId: string;
  readonly userId: string;
  readonly expiresAtMs: number;
  /** True when this turn id had been reserved before: nothing was charged now. */
  readonly replayed: boolean;
  /** The service day it was charged to; settle charges the same one, after midnight too. */
  readonly day: string;
  readonly turnsRemaining: number;
  readonly turnsLimit: number;
  readonly resetAtMs: number;
}

/** `degraded`: the store did not answer in time and the declared failure mode decided. */
export type ReserveResult =
  | { readonly ok: true; readonly reservation: Reservation; readonly degraded: boolean }
  | { readonly ok: false; readonly refusal: Refusal; readonly degraded: boolean };

export interface SettleRequest {
  readonly reservation: Pick<Reservation, "turnId" | "userId" | "day">;
  readonly nowMs: number;
  /** What the turn really cost, micro-dollars. */
  readonly costMicroUsd: number;
  /** False gives the turn back as well: it never reached the model. */
  readonly counts: boolean;
}

export interface QuotaSnapshot {
  readonly plan: PlanName;
  readonly turns: {
    readonly limit: number;
    readonly used: number;
    readonly remaining: number;
    readonly resetAtMs: number;
  };
  readonly inFlight: { readonly limit: number; readonly used: number };
}

/**
 * Admission. Laws: a refused request changes no counter; settled + reserved never passes a cap; with nothing in flight, reserved is zero;
 * an expired reservation is swept by later calls.
 */
export interface Quota {
  /** Checks everything, then charges everything or nothing. One round trip, bounded wait. */
  reserve(request: ReserveRequest): Promise<ReserveResult>;
  /** Idempotent. Trues the reservation up to what was used and frees the in-flight slot. False when the store could not be reached: the sweep will free it. */
  settle(request: SettleRequest): Promise<boolean>;
  snapshot(request: {
    readonly userId: string;
    readonly plan: PlanName;
    readonly nowMs: number;
  }): Promise<QuotaSnapshot | null>;
}
