import { describe, expect, it } from "vitest";
import { PLANS, type PlanName } from "../plans/plan.ts";
import type { Policy } from "../policy/policy.ts";
import { serviceDay } from "../policy/service-day.ts";
import type { Quota, Reservation, ReserveResult } from "../ports/quota.ts";

/** The parts of the policy a quota goes by. */
export type QuotaContractPolicy = Pick<Policy, "plans" | "timeZone" | "spendPerDayMicroUsd" | "reservationTtlMs">;

const TIME_ZONE = "America/Jamaica";
const TTL_MS = 300_000;
const DAY_MS = 86_400_000;
/** Noon in Jamaica. Every test has a day of its own, so that one store can serve them all. */
const FIRST_NOON_MS = Date.parse("2026-03-02T17:00:00Z");

/** What every Quota must do. `open` is called once a test and may give the same store each time; `skip` is the reason not to run. */
export function quotaContract(
  name: string,
  open: (policy: QuotaContractPolicy) => Promise<Quota>,
  options: { readonly skip?: string | undefined } = {},
): void {
  const title = options.skip === undefined ? name : `${name} (skipped: ${options.skip})`;
  describe.skipIf(options.skip !== undefined)(`Quota: ${title}`, () => {
    let tests = 0;
    const setUp = async (policy: Partial<QuotaContractPolicy> = {}) => {
      tests += 1;
      const noonMs = FIRST_NOON_MS + tests * DAY_MS;
      const quota = await open({
        plans: PLANS,
        timeZone: TIME_ZONE,
        spendPerDayMicroUsd: 1_000_000_000,
        reservationTtlMs: TTL_MS,
        ...policy,
      });
      const reserve = (
        turn: number,
        given: { userId?: string; plan?: PlanName; nowMs?: number; costMicroUsd?: number } = {},
      ) =>
        quota.reserve({
          turnId: `turn-${tests}-${turn}-0123456789`,
          userId: `guest:ana-${tests}`,
          plan: "guest",
          nowMs: noonMs,
          costMicroUsd: 1_000,
          ...given,
        });
      const settle = (
        reservation: Reservation,
        given: { nowMs?: number; costMicroUsd?: number; counts?: boolean } = {},
      ) => quota.settle({ reservation, nowMs: noonMs, costMicroUsd: 0, counts: true, ...given });
      const snapshot = (nowMs = noonMs) => quota.snapshot({ userId: `guest:ana-${tests}`, plan: "guest", nowMs });
      return { quota, noonMs, reserve, settle, snapshot };
    };
    const guest = (limits: { turnsPerDay?: number; maxInFlight?: number }) => ({
      plans: { ...PLANS, guest: { ...PLANS.guest, ...limits } },
    });

    it("admits a plan's turns a day, then says when the day ends and that a larger plan has more", async () => {
      const { reserve, settle, noonMs } = await setUp(guest({ turnsPerDay: 3 }));
      const remaining: number[] = [];
      for (let turn = 0; turn < 3; turn++) {
        const reservation = admitted(await reserve(turn));
        remaining.push(reservation.turnsRemaining);
        await settle(reservation);
      }
      expect(remaining).toEqual([2, 1, 0]);
      const { endMs } = serviceDay(noonMs, TIME_ZONE);
      expect(await reserve(3)).toEqual({
        ok: false,
        degraded: false,
        refusal: {
          code: "quota_exceeded",
          scope: "user.turns_per_day",
          limit: 3,
          remaining: 0,
          resetAtMs: endMs,
          retryAfterMs: endMs - noonMs,
          upgrade: true,
        },
      });
      expect(endMs - noonMs).toBe(DAY_MS / 2);
    });

    it("promises no upgrade to who has the largest plan", async () => {
      const two = { ...PLANS.pro, turnsPerDay: 2 };
      const { reserve, settle } = await setUp({ plans: { guest: two, free: two, plus: two, pro: two } });
      for (let turn = 0; turn < 2; turn++) await settle(admitted(await reserve(turn, { plan: "pro" })));
      expect(await reserve(2, { plan: "pro" })).toMatchObject({ refusal: { code: "quota_exceeded", upgrade: false } });
    });

    it("starts a new count at the service's midnight, not at UTC's", async () => {
      const { reserve, settle, noonMs } = await setUp(guest({ turnsPerDay: 1 }));
      await settle(admitted(await reserve(0)));
      const { endMs } = serviceDay(noonMs, TIME_ZONE);
      expect(await reserve(1, { nowMs: endMs - 1 })).toMatchObject({ ok: false, refusal: { retryAfterMs: 1 } });
      expect(admitted(await reserve(1, { nowMs: endMs })).day).toBe(serviceDay(endMs, TIME_ZONE).name);
    });

    it("admits as many answers at a time as the plan allows, and the next when one is settled", async () => {
      const { reserve, settle } = await setUp();
      const first = admitted(await reserve(0));
      admitted(await reserve(1));
      const third = await reserve(2);
      expect(third).toMatchObject({
        ok: false,
        refusal: { code: "too_many_streams", scope: "user.in_flight", limit: 2 },
      });
      expect(third.ok ? 0 : third.refusal.retryAfterMs).toSatisfy((ms: number) => ms > 0 && ms <= 5_000);
      await settle(first);
      admitted(await reserve(2));
    });

    it("frees the slot of a dead worker when its reservation expires", async () => {
      const { reserve, noonMs } = await setUp();
      admitted(await reserve(0));
      admitted(await reserve(1));
      const nearly = await reserve(2, { nowMs: noonMs + TTL_MS - 1 });
      expect(nearly).toMatchObject({ ok: false, refusal: { retryAfterMs: 1 } });
      admitted(await reserve(2, { nowMs: noonMs + TTL_MS }));
    });

    it("never holds more than the service may spend a day, and tells nobody how much that is", async () => {
      const { reserve, noonMs } = await setUp({ spendPerDayMicroUsd: 10_000 });
      for (let turn = 0; turn < 2; turn++)
        admitted(await reserve(turn, { userId: `guest:${turn}`, costMicroUsd: 5_000 }));
      const { endMs } = serviceDay(noonMs, TIME_ZONE);
      expect(await reserve(2, { costMicroUsd: 1 })).toEqual({
        ok: false,
        degraded: false,
        refusal: {
          code: "spend_cap_reached",
          scope: "service.spend_per_day",
          resetAtMs: endMs,
          retryAfterMs: endMs - noonMs,
        },
      });
    });

    it("gives back what a turn did not use", async () => {
      const { reserve, settle } = await setUp({ spendPerDayMicroUsd: 10_000 });
      await settle(admitted(await reserve(0, { costMicroUsd: 10_000 })), { costMicroUsd: 4_000 });
      expect(await reserve(1, { costMicroUsd: 6_001 })).toMatchObject({ ok: false });
      admitted(await reserve(1, { costMicroUsd: 6_000 }));
    });

    it("releases the money of a dead worker when its reservation expires", async () => {
      const { reserve, noonMs } = await setUp({ spendPerDayMicroUsd: 10_000 });
      admitted(await reserve(0, { costMicroUsd: 10_000 }));
      expect(await reserve(1, { nowMs: noonMs + TTL_MS - 1 })).toMatchObject({ ok: false });
      admitted(await reserve(1, { nowMs: noonMs + TTL_MS, costMicroUsd: 10_000 }));
    });

    it("charges what a late answer cost, once, although its reservation had expired", async () => {
      const { reserve, settle, noonMs } = await setUp({ spendPerDayMicroUsd: 10_000 });
      const late = admitted(await reserve(0, { costMicroUsd: 5_000 }));
      const nowMs = noonMs + TTL_MS;
      await settle(admitted(await reserve(1, { nowMs, costMicroUsd: 1_000 })), { nowMs });
      expect(await settle(late, { nowMs, costMicroUsd: 3_000 })).toBe(true);
      expect(await settle(late, { nowMs, costMicroUsd: 3_000 })).toBe(true);
      expect(await reserve(2, { nowMs, costMicroUsd: 7_001 })).toMatchObject({ ok: false });
      admitted(await reserve(2, { nowMs, costMicroUsd: 7_000 }));
    });

    it("charges a turn sent twice once, and gives it no second slot", async () => {
      const { reserve, settle, snapshot } = await setUp(guest({ turnsPerDay: 1, maxInFlight: 1 }));
      const first = admitted(await reserve(0));
      expect(first.replayed).toBe(false);
      const again = admitted(await reserve(0));
      expect(again).toEqual({ ...first, replayed: true });
      await settle(first);
      expect(admitted(await reserve(0))).toMatchObject({ replayed: true, turnsRemaining: 0 });
      expect(await snapshot()).toMatchObject({ turns: { used: 1 }, inFlight: { used: 0 } });
    });

    it("takes the same turn id of two users for two turns", async () => {
      const { reserve } = await setUp();
      admitted(await reserve(0, { userId: "guest:one" }));
      expect(admitted(await reserve(0, { userId: "guest:two" })).replayed).toBe(false);
    });

    it("settles once however often it is asked", async () => {
      const { reserve, settle } = await setUp({ spendPerDayMicroUsd: 10_000 });
      const reservation = admitted(await reserve(0));
      const answers = await Promise.all(Array.from({ length: 5 }, () => settle(reservation, { costMicroUsd: 4_000 })));
      expect(answers).toEqual([true, true, true, true, true]);
      admitted(await reserve(1, { costMicroUsd: 6_000 }));
    });

    it("gives back a turn that never reached the model, so that the same id can be tried again", async () => {
      const { reserve, settle, snapshot } = await setUp(guest({ turnsPerDay: 1 }));
      const reservation = admitted(await reserve(0));
      await settle(reservation, { counts: false });
      await settle(reservation, { counts: false });
      expect(await snapshot()).toMatchObject({ turns: { used: 0, remaining: 1 }, inFlight: { used: 0 } });
      expect(admitted(await reserve(0))).toMatchObject({ replayed: false, turnsRemaining: 0 });
    });

    it("charges the day a turn was admitted in, after midnight too", async () => {
      const { reserve, settle, snapshot, noonMs } = await setUp({ spendPerDayMicroUsd: 10_000 });
      const { endMs } = serviceDay(noonMs, TIME_ZONE);
      const before = endMs - 1_000;
      const reservation = admitted(await reserve(0, { nowMs: before, costMicroUsd: 8_000 }));
      const after = endMs + 1_000;
      await settle(reservation, { nowMs: after, costMicroUsd: 8_000 });
      admitted(await reserve(1, { nowMs: after, costMicroUsd: 10_000 }));
      expect(await reserve(2, { nowMs: before, costMicroUsd: 2_001 })).toMatchObject({ ok: false });
      expect(await snapshot(after)).toMatchObject({ turns: { used: 1 }, inFlight: { used: 1 } });
    });

    it("shows a user what is used and what is left", async () => {
      const { reserve, settle, snapshot, noonMs } = await setUp();
      expect(await snapshot()).toMatchObject({ turns: { used: 0, remaining: 20 }, inFlight: { used: 0 } });
      await settle(admitted(await reserve(0)));
      admitted(await reserve(1));
      expect(await snapshot()).toEqual({
        plan: "guest",
        turns: { limit: 20, used: 2, remaining: 18, resetAtMs: serviceDay(noonMs, TIME_ZONE).endMs },
        inFlight: { limit: 2, used: 1 },
      });
      expect(await snapshot(noonMs + TTL_MS)).toMatchObject({ inFlight: { used: 0 } });
    });

    it("admits exactly the limit when 200 requests come at once", async () => {
      const { reserve } = await setUp(guest({ turnsPerDay: 20, maxInFlight: 200 }));
      const results = await Promise.all(Array.from({ length: 200 }, (_, turn) => reserve(turn)));
      expect(results.filter((result) => result.ok)).toHaveLength(20);
    });

    it("takes no amount that is not whole micro-dollars, and charges nothing for it", async () => {
      const { reserve, settle, snapshot } = await setUp();
      for (const costMicroUsd of [-1, 0.5, Number.NaN, 2 ** 53]) {
        await expect(reserve(0, { costMicroUsd })).rejects.toMatchObject({ name: "SendcatError" });
      }
      expect(await snapshot()).toMatchObject({ turns: { used: 0 }, inFlight: { used: 0 } });
      const reservation = admitted(await reserve(0));
      await expect(settle(reservation, { costMicroUsd: -1 })).rejects.toMatchObject({ name: "SendcatError" });
      expect(await snapshot()).toMatchObject({ inFlight: { used: 1 } });
    });
  });
}

function admitted(result: ReserveResult): Reservation {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
  expect(result.degraded).toBe(false);
  return result.reservation;
}
