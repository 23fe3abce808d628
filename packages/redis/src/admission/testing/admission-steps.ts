import {
  DEFAULT_POLICY,
  PLANS,
  type Offer,
  type PlanName,
  type ReservationRef,
  type ReserveRequest,
} from "@sendcat/shared-types";
import { sampleRoute } from "@sendcat/port-contracts";
import fc from "fast-check";
import type { QuotaPolicy } from "../quota-policy.ts";
import { patient } from "./patient.ts";

export const CAP = 1_000;
export const PLAN_CAP = 700;
/** Small, so that runs reach it; an address may use this much of the guests' money at most. */
export const ADDRESS_SHARE = { scarceFrom: 0.3, unproven: 0.2, proven: 0.4 };
export const LEASE_MS = 30_000;
const WINDOW_SECONDS = 60;
/** The limits that users reach first: several limits at a time, their tokens, or their turns. */
const LIMITS = {
  mixed: {
    turnsPerDay: 6,
    tokensPerDay: 900,
    window: { seconds: WINDOW_SECONDS, turns: 4, tokens: 600 },
    maxInFlight: 2,
  },
  tokens: {
    turnsPerDay: 50,
    tokensPerDay: 500,
    window: { seconds: WINDOW_SECONDS, turns: 50, tokens: 350 },
    maxInFlight: 4,
  },
  turns: {
    turnsPerDay: 3,
    tokensPerDay: 9_000,
    window: { seconds: WINDOW_SECONDS, turns: 9, tokens: 9_000 },
    maxInFlight: 3,
  },
} as const;
export type LimitsName = keyof typeof LIMITS;

/** A reservation, and whose money it is. */
export interface Made extends ReservationRef {
  readonly offer: Offer;
  readonly expiresAtMs: number;
  readonly address: string | null;
}

export function policyOf(limits: LimitsName): QuotaPolicy {
  return patient({
    plans: {
      ...PLANS,
      guest: { ...PLANS.guest, ...LIMITS[limits], spendPerDayMicroUsd: PLAN_CAP },
      plus: { ...PLANS.plus, ...LIMITS[limits], maxInFlight: 5, spendPerDayMicroUsd: CAP },
    },
    admission: {
      ...DEFAULT_POLICY.admission,
      maxInFlight: 6,
      turnsPerSecond: 1_000,
      address: { turns: 4, provenTurns: 6, seconds: 30, places: ADDRESS_SHARE, spend: ADDRESS_SHARE },
      bulkheads: { openrouter_chat: 4, openrouter_jobs: 2, "provider:google": 3, "provider:openai": 3 },
      leaseMs: LEASE_MS,
      reservationTtlMs: 45_000,
    },
    breaker: { ...DEFAULT_POLICY.breaker, consecutiveFailures: 3, windowFailures: 4, windowMs: 20_000, closeAfter: 2 },
    spend: { ...DEFAULT_POLICY.spend, perDayMicroUsd: CAP },
  });
}

/** A minute before midnight in Jamaica, so that runs cross it. */
export const START_MS = Date.parse("2026-03-03T04:59:00Z");
/** Three hosts, whose clocks differ. */
export const SKEWS_MS = [0, 1_700, -900];

export const USERS: readonly { readonly userId: string; readonly plan: PlanName }[] = [
  { userId: "guest:ana", plan: "guest" },
  { userId: "guest:ben", plan: "guest" },
  { userId: "acct|cy:7/é", plan: "plus" },
];

const ROUTES = ["google/gemini", "openai/gpt:free", "other/model"] as const;

type RouteName = (typeof ROUTES)[number];

const offerArbitrary = fc.record({
  tokens: fc.nat(350),
  costMicroUsd: fc.oneof({ weight: 6, arbitrary: fc.nat(150) }, fc.constantFrom(0, 1, CAP)),
  searchMicroUsd: fc.oneof(fc.constant(0), fc.nat(90)),
  spendCapMicroUsd: fc.constantFrom(CAP, CAP, CAP * 0.8),
  routes: fc.constantFrom<readonly [RouteName, ...RouteName[]]>(
    ["google/gemini", "openai/gpt:free"],
    ["google/gemini"],
    ["openai/gpt:free"],
    ["other/model"],
  ),
});
export const reserveArbitrary = fc.record({
  kind: fc.constant("reserve" as const),
  process: fc.nat(2),
  user: fc.constantFrom(0, 0, 0, 1, 2),
  turn: fc.nat(30),
  address: fc.constantFrom(null, "192.0.2.1", "192.0.2.1", "2001:db8::1"),
  proven: fc.constantFrom(true, true, true, false),
  bulkhead: fc.constantFrom("openrouter_chat" as const, "openrouter_chat" as const, "openrouter_jobs" as const),
  /** Which of the reservations made so far it is a search of. */
  partOf: fc.option(fc.nat(1_000), { freq: 2 }),
  first: offerArbitrary,
  second: fc.option(offerArbitrary, { freq: 3 }),
});
export const settleArbitrary = fc.record({
  kind: fc.constant("settle" as const),
  process: fc.nat(2),
  /** Which of the reservations made so far. */
  pick: fc.nat(1_000),
  /** Share of the reserved amounts that was used. */
  share: fc.oneof(fc.constantFrom(1, 0.5), fc.double({ min: 0, max: 1, noNaN: true })),
  counts: fc.constantFrom(true, true, true, false),
  final: fc.boolean(),
  outcomes: fc.array(
    fc.record({
      route: fc.constantFrom(...ROUTES),
      ok: fc.boolean(),
      retryAfterMs: fc.constantFrom(0, 0, 9_000),
    }),
    { maxLength: 3 },
  ),
});
const rerouteArbitrary = fc.record({
  kind: fc.constant("reroute" as const),
  process: fc.nat(2),
  pick: fc.nat(1_000),
  failed: fc.constantFrom(...ROUTES),
  to: fc.constantFrom(...ROUTES),
});
const waitArbitrary = fc.record({
  kind: fc.constant("wait" as const),
  ms: fc.oneof(
    fc.nat(3_000),
    fc.constantFrom(14_999, LEASE_MS - 1, LEASE_MS, 45_000, 60_000, WINDOW_SECONDS * 1_000 - 1, 100_000),
  ),
});
export const limitsArbitrary = fc.constantFrom("mixed" as const, "tokens" as const, "turns" as const);
export const stepArbitrary = fc.oneof(
  { weight: 8, arbitrary: reserveArbitrary },
  { weight: 6, arbitrary: settleArbitrary },
  { weight: 2, arbitrary: waitArbitrary },
  { weight: 2, arbitrary: rerouteArbitrary },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("beat" as const), process: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("crash" as const), process: fc.nat(2) }) },
);

export type Generated<A> = A extends fc.Arbitrary<infer T> ? T : never;

/** `made`: the reservations so far. */
export function requestOf(
  step: Generated<typeof reserveArbitrary>,
  nowMs: number,
  made: readonly Made[],
): ReserveRequest {
  const user = USERS[step.user] ?? { userId: "nobody", plan: "guest" };
  const { address, bulkhead } = step;
  const offerOf = (model: string, { routes, ...offer }: Generated<typeof offerArbitrary>): Offer => {
    const [first, ...others] = routes;
    return {
      model,
      ...offer,
      routes: [sampleRoute(first, bulkhead), ...others.map((id) => sampleRoute(id, bulkhead))],
    };
  };
  const offers: [Offer, ...Offer[]] = [offerOf("first", step.first)];
  if (step.second) offers.push(offerOf("second", step.second));
  const isJob = bulkhead === "openrouter_jobs";
  const proven = step.proven || user.plan !== "guest";
  const turnId = `turn-${step.turn}`;
  const turn = step.partOf === null ? undefined : made[step.partOf % Math.max(1, made.length)];
  if (!turn) return { ...user, turnId, nowMs, address, isJob, proven, offers };
  const { userId, plan } = turn;
  const searches = offers.map((offer): Offer => ({ ...offer, tokens: 0, searchMicroUsd: 0 }));
  return {
    userId: `service:${turnId}`,
    plan,
    turnId,
    nowMs,
    address: null,
    isJob: true,
    proven: true,
    partOf: { userId, turnId: turn.turnId },
    // safe because there are as many as offers
    offers: searches as [Offer, ...Offer[]],
  };
}
