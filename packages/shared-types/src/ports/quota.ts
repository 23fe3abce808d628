import type { Refusal } from "../errors/refusal.ts";
import type { PlanName } from "../plans/plan.ts";
import type { QuotaRoute } from "../policy/quota-route.ts";

/** One way to answer a turn, and what it may take at most. */
export interface Offer {
  /** Model class. */
  readonly model: string;
  /** Held against the user's token budgets until settled. */
  readonly tokens: number;
  /** Upper bound of what the turn can cost, micro-dollars: held until settled. */
  readonly costMicroUsd: number;
  /** In order of preference. */
  readonly routes: readonly [QuotaRoute, ...QuotaRoute[]];
  /** The service's money that this offer may reach into, micro-dollars a day. */
  readonly spendCapMicroUsd: number;
}

export interface ReserveRequest {
  /** Idempotency key within the user: reserving twice charges once. */
  readonly turnId: string;
  /** Whose plan it is taken from; a job of the service's own has a name of its own, and is given back when it ends. */
  readonly userId: string;
  readonly plan: PlanName;
  readonly nowMs: number;
  /** The client's address, null when it is not known: then no address limit applies. */
  readonly address: string | null;
  /** False for a guest who has shown no proof of work: refused with `proof_required` while places are scarce. */
  readonly proven: boolean;
  /** A job of the service's own: its name is of no use once it has ended. */
  readonly isJob?: boolean;
  /** The first that there is room for is taken. */
  readonly offers: readonly [Offer, ...Offer[]];
}

/** How far a limit is used. `remaining` leaves out what is on hold; `resetAtMs` is when there is more, Unix milliseconds. */
export interface Meter {
  readonly limit: number;
  readonly used: number;
  readonly remaining: number;
  readonly resetAtMs: number;
}

export interface UserMeters {
  readonly turns: Meter;
  readonly tokens: Meter;
  readonly window: { readonly seconds: number; readonly turns: Meter; readonly tokens: Meter };
  readonly inFlight: { readonly limit: number; readonly used: number };
}

export interface Reservation {
  readonly turnId: string;
  readonly userId: string;
  readonly plan: PlanName;
  /** When the hold on money and tokens falls when nobody settles it, Unix milliseconds. */
  readonly expiresAtMs: number;
  /** True when this turn id had been reserved before: nothing was charged now. */
  readonly replayed: boolean;
  /** The service day it was charged to; settle charges the same one, after midnight too. */
  readonly day: string;
  /** The offer that was taken. */
  readonly model: string;
  /** The id of the route to send it on first. */
  readonly route: string;
  readonly tokens: number;
  readonly costMicroUsd: number;
  readonly meters: UserMeters;
}

/** Names a reservation; `plan` and `day` are what it is charged to when the store has lost it. */
export type ReservationRef = Pick<Reservation, "turnId" | "userId" | "plan" | "day">;

/** `degraded`: the store did not answer in time and the declared failure mode decided. */
export type ReserveResult =
  | { readonly ok: true; readonly reservation: Reservation; readonly degraded: boolean }
  | { readonly ok: false; readonly refusal: Refusal; readonly degraded: boolean };

/** How a call to a provider's route went: what circuit breakers live on. */
export interface RouteOutcome {
  readonly route: string;
  readonly ok: boolean;
  /** The provider's own wish, when it failed. */
  readonly retryAfterMs?: number | undefined;
}

export interface SettleRequest {
  readonly reservation: ReservationRef;
  readonly nowMs: number;
  /** What the turn cost, micro-dollars. */
  readonly costMicroUsd: number;
  readonly tokens: number;
  /** False gives the turn back: the person is charged no turn and no tokens for it. Its cost stays the service's. */
  readonly counts: boolean;
  /** False while the true cost is not known: a later settle with `final` corrects it, once. */
  readonly final: boolean;
  readonly outcomes: readonly RouteOutcome[];
}

export interface SettleResult {
  /** False when the store could not be reached: somebody has to settle later. */
  readonly settled: boolean;
  /** Percent of the service's daily money that this turn's cost passed as the first. */
  readonly alertsAtPercent: readonly number[];
}

export interface RerouteRequest {
  readonly reservation: ReservationRef;
  readonly nowMs: number;
  readonly failed: RouteOutcome;
  /** The next routes, in order of preference. */
  readonly to: readonly [QuotaRoute, ...QuotaRoute[]];
}

export interface QuotaSnapshot extends UserMeters {
  readonly plan: PlanName;
}

/**
 * Admission. Laws: a refused request changes nothing; settled and held together never pass a cap when a turn is admitted; with nothing in
 * flight nothing is held; no refusal while there is room; what a dead worker held is free when its lease and its hold have run out.
 */
export interface Quota {
  /** Checks everything, then charges everything or nothing. One round trip, bounded wait. */
  reserve(request: ReserveRequest): Promise<ReserveResult>;
  /** A route failed before the first token: tells its breaker and moves the turn's places to the next route there is room on. */
  reroute(request: RerouteRequest): Promise<{ readonly ok: true; readonly route: string } | { readonly ok: false }>;
  /** Idempotent. Trues the reservation up to what was used and frees its place. */
  settle(request: SettleRequest): Promise<SettleResult>;
  snapshot(request: {
    readonly userId: string;
    readonly plan: PlanName;
    readonly nowMs: number;
  }): Promise<QuotaSnapshot | null>;
  /**
   * A guest has signed in to an account that was there: what they have used up counts for the account from now on. Turns that still run
   * stay the guest's. Idempotent: what has moved is gone from where it was. False when the store did not answer.
   */
  carry(usage: { readonly from: string; readonly to: string }): Promise<boolean>;
}
