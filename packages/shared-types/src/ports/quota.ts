import type { Refusal } from "../errors/refusal.ts";
import type { PlanName } from "../plans/plan.ts";
import type { QuotaRoute } from "../policy/quota-route.ts";

/** One way to answer a turn, and the most it may use. */
export interface Offer {
  /** Model class. */
  readonly model: string;
  /** Reserved from the user's token budgets until settled. */
  readonly tokens: number;
  /** Upper bound of the turn's cost, micro-dollars: reserved until settled. */
  readonly costMicroUsd: number;
  /** The most that its searches may cost, micro-dollars, reserved besides: each search takes its cost out of it (`partOf`). Default 0. */
  readonly searchMicroUsd?: number;
  /** In order of preference. */
  readonly routes: readonly [QuotaRoute, ...QuotaRoute[]];
  /** The part of the service's daily money that this offer may use, micro-dollars. */
  readonly spendCapMicroUsd: number;
}

export interface ReserveRequest {
  /** Idempotency key within the user: reserving twice charges once. */
  readonly turnId: string;
  /** Whose plan is charged. A background job of the service has its own name, which is released when it ends. */
  readonly userId: string;
  readonly plan: PlanName;
  readonly nowMs: number;
  /** The client's address; null when it is not known, and no address limit applies. */
  readonly address: string | null;
  /** False for a guest without a proof of work: refused with `proof_required` while places are scarce. */
  readonly proven: boolean;
  /** A background job of the service: its counters are deleted once it has ended. */
  readonly isJob?: boolean;
  /**
   * The turn that asked for this search, under the name that reserved it. While the turn holds enough for its searches, the cost moves from
   * the turn's reservation to this one, and no cap is checked. Either way it is the money of the turn's address.
   */
  readonly partOf?: Pick<Reservation, "userId" | "turnId">;
  /** The first offer that there is room for is taken. */
  readonly offers: readonly [Offer, ...Offer[]];
}

/** Usage of a limit. `remaining` excludes what is reserved; `resetAtMs` is when there is more, Unix milliseconds. */
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
  /** When the reserved money and tokens are released if nothing settles them, Unix milliseconds. */
  readonly expiresAtMs: number;
  /** True when this turn id had been reserved before: nothing was charged now. */
  readonly replayed: boolean;
  /** The service day that was charged; settle charges the same day, also after midnight. */
  readonly day: string;
  /** The offer that was taken. */
  readonly model: string;
  /** The id of the route to send it on first. */
  readonly route: string;
  readonly tokens: number;
  readonly costMicroUsd: number;
  readonly meters: UserMeters;
}

/** Names a reservation. `plan` and `day` say what to charge when the store has lost the reservation. */
export type ReservationRef = Pick<Reservation, "turnId" | "userId" | "plan" | "day">;

/** `degraded`: the store did not answer in time and the failure policy decided. */
export type ReserveResult =
  | { readonly ok: true; readonly reservation: Reservation; readonly degraded: boolean }
  | { readonly ok: false; readonly refusal: Refusal; readonly degraded: boolean };

/** The outcome of a call on a provider's route: the input of circuit breakers. */
export interface RouteOutcome {
  readonly route: string;
  readonly ok: boolean;
  /** The wait that the provider asked for when it failed. */
  readonly retryAfterMs?: number | undefined;
}

export interface SettleRequest {
  readonly reservation: ReservationRef;
  readonly nowMs: number;
  /** What the turn cost, micro-dollars. */
  readonly costMicroUsd: number;
  readonly tokens: number;
  /** False gives the turn back: the user is charged no turn and no tokens. Its cost still counts for the service. */
  readonly counts: boolean;
  /** False while the true cost is not known: a later settle with `final` corrects it, once. */
  readonly final: boolean;
  readonly outcomes: readonly RouteOutcome[];
}

export interface SettleResult {
  /** False when the store did not answer: the turn has to be settled later. */
  readonly settled: boolean;
  /** Percentages of the service's daily money that this turn's cost was the first to pass. */
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
 * Admission. Laws: a refused request changes nothing; settled and reserved money together never exceed a cap when a turn is admitted; with
 * no turn in flight nothing is reserved; no refusal while there is room; what a dead worker had reserved is free once its lease and its
 * reservation have expired.
 */
export interface Quota {
  /** Checks everything, then charges everything or nothing. One round trip, bounded wait. */
  reserve(request: ReserveRequest): Promise<ReserveResult>;
  /** A route failed before the first token: reports this to its breaker and moves the turn's places to the next route with room. */
  reroute(request: RerouteRequest): Promise<{ readonly ok: true; readonly route: string } | { readonly ok: false }>;
  /** Idempotent. Replaces the reservation by the actual usage and frees its places. */
  settle(request: SettleRequest): Promise<SettleResult>;
  snapshot(request: {
    readonly userId: string;
    readonly plan: PlanName;
    readonly nowMs: number;
  }): Promise<QuotaSnapshot | null>;
  /**
   * A guest has signed in to an existing account: their usage counts for the account from now on. Turns that are still running stay the
   * guest's. Idempotent: usage that has moved is gone from the guest. False when the store did not answer.
   */
  carry(usage: { readonly from: string; readonly to: string }): Promise<boolean>;
}
