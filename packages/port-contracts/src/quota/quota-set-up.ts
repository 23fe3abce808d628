import { expect } from "vitest";
import {
  DEFAULT_POLICY,
  type Offer,
  type PlanLimits,
  PLANS,
  type Policy,
  type Quota,
  type Reservation,
  type ReserveRequest,
  type ReserveResult,
  type SettleRequest,
} from "@sendcat/shared-types";
import { sampleRoute } from "./sample-route.ts";

export const DAY_MS = 86_400_000;
/** Noon in Jamaica. Each test has its own day, so that all can share one store. */
const FIRST_NOON_MS = Date.parse("2026-03-02T17:00:00Z");

export type OpenQuota = (policy: Policy) => Promise<Quota>;
export type SetUp = ReturnType<typeof quotaSetUp>;

type Given = Partial<Omit<ReserveRequest, "offers"> & Offer> & { readonly offers?: ReserveRequest["offers"] };

let tests = 0;

/** Opens a quota for one test, with its own day and user, and short ways to call it. */
export function quotaSetUp(open: OpenQuota) {
  return async ({ guest, ...policy }: Partial<Policy> & { readonly guest?: Partial<PlanLimits> } = {}) => {
    tests += 1;
    const test = tests;
    const noonMs = FIRST_NOON_MS + test * DAY_MS;
    const plans = { ...PLANS, guest: { ...PLANS.guest, ...guest } };
    const quota = await open({ ...DEFAULT_POLICY, plans, ...policy });
    const offer: Offer = {
      model: "fast",
      tokens: 100,
      costMicroUsd: 1_000,
      routes: [sampleRoute("google/gemini"), sampleRoute("openai/gpt")],
      spendCapMicroUsd: policy.spend?.perDayMicroUsd ?? 1_000_000_000,
    };
    const reserve = (turn: number, given: Given = {}) => {
      const { model, tokens, costMicroUsd, searchMicroUsd, routes, spendCapMicroUsd, ...request } = given;
      const asked = { model, tokens, costMicroUsd, searchMicroUsd, routes, spendCapMicroUsd };
      const merged = Object.fromEntries(Object.entries({ ...offer, ...defined(asked) }));
      return quota.reserve({
        turnId: `turn-${test}-${turn}-0123456789`,
        userId: `guest:ana-${test}`,
        plan: "guest",
        nowMs: noonMs,
        address: null,
        proven: true,
        // safe because every field of an offer is set
        offers: [merged as unknown as Offer],
        ...request,
      });
    };
    const settle = (reservation: Reservation, given: Partial<SettleRequest> = {}) =>
      quota.settle({
        reservation,
        nowMs: noonMs,
        costMicroUsd: 0,
        tokens: 0,
        counts: true,
        final: true,
        outcomes: [],
        ...given,
      });
    const snapshot = (nowMs = noonMs) => quota.snapshot({ userId: `guest:ana-${test}`, plan: "guest", nowMs });
    return { quota, noonMs, offer, reserve, settle, snapshot };
  };
}

export const spend = (perDayMicroUsd: number) => ({ spend: { ...DEFAULT_POLICY.spend, perDayMicroUsd } });

export const admission = (over: Partial<Policy["admission"]>) => ({
  admission: { ...DEFAULT_POLICY.admission, ...over },
});

export function admitted(result: ReserveResult): Reservation {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
  expect(result.degraded).toBe(false);
  return result.reservation;
}

function defined<T extends object>(value: T): Partial<T> {
  // safe because the undefined entries are the ones filtered out
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as Partial<T>;
}
