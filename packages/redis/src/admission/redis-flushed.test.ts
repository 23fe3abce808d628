import { sampleRoute } from "@sendcat/port-contracts";
import {
  DEFAULT_POLICY,
  PLAN_NAMES,
  recordOf,
  type DayTotals,
  type Ledger,
  type Offer,
  type Reservation,
} from "@sendcat/shared-types";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLeasedQuota } from "./create-quota.ts";
import { addressSpendKey, LOADS_KEY, SERVICE_KEY, spendKey } from "../keys.ts";
import { LOCAL_BACKENDS, openLocalRedis, type LocalRedis } from "../testing/local-redis.ts";
import { patient } from "./testing/patient.ts";

const NOON_MS = Date.parse("2026-03-02T17:00:00Z");
const DAY = "2026-03-02";
const CAP = 10_000;
const { leaseMs, reservationTtlMs } = DEFAULT_POLICY.admission;
const OFFER: Offer = {
  model: "fast",
  tokens: 100,
  costMicroUsd: 1_000,
  spendCapMicroUsd: CAP,
  routes: [sampleRoute("google/gemini")],
};

/** A ledger in memory; a test adds the rows. */
function openLedger() {
  const rows: { userId: string; plan: "guest" | "plus"; costMicroUsd: number; tokens: number }[] = [];
  let asked = 0;
  let isAway = false;
  const answer = async <T>(value: T): Promise<T> => {
    asked += 1;
    if (isAway) throw new Error("Convex is down");
    return value;
  };
  const total = (plan: string) =>
    rows.filter((row) => row.plan === plan).reduce((sum, { costMicroUsd }) => sum + costMicroUsd, 0);
  const ledger: Ledger = {
    dayTotals: async () =>
      answer<DayTotals>({
        chargedMicroUsd: recordOf(PLAN_NAMES, total),
        isNew: rows.length === 0,
      }),
    userTotals: async ({ userId }) => {
      const own = rows.filter((row) => row.userId === userId);
      return answer({ turns: own.length, tokens: own.reduce((sum, { tokens }) => sum + tokens, 0) });
    },
  };
  return { ledger, rows, asked: () => asked, goAway: (away: boolean) => (isAway = away) };
}

for (const { kind, title, skip } of LOCAL_BACKENDS) {
  describe.skipIf(skip !== undefined)(
    `a Redis that lost its data, on ${title}${skip ? ` (skipped: ${skip})` : ""}`,
    () => {
      let local: LocalRedis;
      beforeAll(async () => {
        local = await openLocalRedis(kind);
      });
      afterAll(() => local?.close());

      const setUp = async () => {
        await local.redis.flushdb();
        const books = openLedger();
        const policy = patient({
          plans: { ...DEFAULT_POLICY.plans, guest: { ...DEFAULT_POLICY.plans.guest, turnsPerDay: 4, maxInFlight: 3 } },
          spend: { ...DEFAULT_POLICY.spend, perDayMicroUsd: CAP },
        });
        const open = () => createLeasedQuota({ link: local.link, policy, ledger: books.ledger });
        const quota = open();
        const reserve = (
          turnId: string,
          given: { userId?: string; nowMs?: number; costMicroUsd?: number; via?: typeof quota } = {},
        ) =>
          (given.via ?? quota).reserve({
            turnId,
            userId: given.userId ?? "guest:ana",
            plan: "guest",
            nowMs: given.nowMs ?? NOON_MS,
            address: "192.0.2.1",
            proven: true,
            offers: [{ ...OFFER, costMicroUsd: given.costMicroUsd ?? OFFER.costMicroUsd }],
          });
        const settle = async (reservation: Reservation, costMicroUsd: number, nowMs = NOON_MS) => {
          const used = { costMicroUsd, tokens: 50, counts: true, final: true, outcomes: [] };
          await quota.settle({ reservation, nowMs, ...used });
          books.rows.push({ userId: reservation.userId, plan: "guest", costMicroUsd, tokens: 50 });
        };
        return { ...books, quota, open, reserve, settle };
      };
      const admitted = (result: Awaited<ReturnType<Awaited<ReturnType<typeof setUp>>["reserve"]>>) =>
        result.ok ? result.reservation : expect.fail(JSON.stringify(result.refusal));

      it("reads the ledger before the very first turn, and never again", async () => {
        const { reserve, settle, asked } = await setUp();
        await settle(admitted(await reserve("turn-1")), 500);
        admitted(await reserve("turn-2", { nowMs: NOON_MS + 86_400_000 }));
        expect(asked()).toBe(1);
      });

      it("keeps what was spent and never counts a user's day twice", async () => {
        const { reserve, settle } = await setUp();
        for (let i = 0; i < 3; i++) await settle(admitted(await reserve(`turn-${i}`)), 900);
        await local.redis.flushdb();
        const closed = await reserve("turn-3");
        expect(closed).toMatchObject({ refusal: { code: "capacity_saturated", scope: "redis.restoring" } });
        const nowMs = NOON_MS + (closed.ok ? 0 : (closed.refusal.retryAfterMs ?? 0));
        expect(nowMs - NOON_MS).toBeLessThan(leaseMs);
        const over = await reserve("turn-x", { userId: "guest:ben", nowMs, costMicroUsd: CAP - 2_700 + 1 });
        expect(over).toMatchObject({ refusal: { scope: "service.spend_per_day" } });
        expect(admitted(await reserve("turn-3", { nowMs })).meters).toMatchObject({
          turns: { used: 4, remaining: 0 },
          tokens: { used: 250 },
        });
        expect(await reserve("turn-4", { nowMs })).toMatchObject({ refusal: { scope: "user.turns_per_day" } });
      });

      it("restores the running turns from their workers before it admits again", async () => {
        const { quota, open, reserve, settle } = await setUp();
        await settle(admitted(await reserve("turn-0")), 900);
        const running = [admitted(await reserve("turn-1")), admitted(await reserve("turn-2"))];
        await local.redis.flushdb();
        const other = open();
        const closed = await reserve("turn-3", { via: other });
        const opensAtMs = NOON_MS + (closed.ok ? 0 : (closed.refusal.retryAfterMs ?? 0));
        await quota.beat(NOON_MS + leaseMs / 3);
        expect(await quota.snapshot({ userId: "guest:ana", plan: "guest", nowMs: opensAtMs })).toMatchObject({
          turns: { used: 2 },
          inFlight: { used: 2 },
        });
        // Also against their address's share.
        const { expiresAtMs, day } = running[0] ?? expect.fail();
        expect(await local.redis.hgetall(addressSpendKey(day))).toEqual({ "address:192.0.2.1": `${expiresAtMs}=2000` });
        expect(Object.values((await local.redis.hgetall(LOADS_KEY)) ?? {})).toEqual([
          expect.stringContaining("address:192.0.2.1=2"),
        ]);
        // 900 spent, 2,000 reserved by running turns.
        const ben = { via: other, userId: "guest:ben", nowMs: opensAtMs };
        expect(await reserve("turn-b", { ...ben, costMicroUsd: CAP - 2_900 + 1 })).toMatchObject({
          refusal: { scope: "service.spend_on_hold" },
        });
        admitted(await reserve("turn-3", { via: other, nowMs: opensAtMs }));
        expect(await reserve("turn-4", { via: other, nowMs: opensAtMs })).toMatchObject({
          refusal: { scope: "user.turns_per_day" },
        });
        for (const reservation of running) await settle(reservation, 100, opensAtMs);
        const money = await local.redis.hgetall<Record<string, number>>(spendKey(DAY));
        expect(money?.["settled|guest"]).toBe(900 + 200);
        const load = Object.values((await local.redis.hgetall<Record<string, string>>(LOADS_KEY)) ?? {});
        expect(load.join()).toContain("all=1");
      });

      it("is not treated as a new installation when only the day's money is gone", async () => {
        const { reserve, settle } = await setUp();
        await settle(admitted(await reserve("turn-0")), 900);
        await local.redis.del(spendKey(DAY));
        const closed = await reserve("turn-1", { costMicroUsd: CAP });
        expect(closed).toMatchObject({ refusal: { scope: "redis.restoring" } });
        const nowMs = NOON_MS + (closed.ok ? 0 : (closed.refusal.retryAfterMs ?? 0));
        expect(await reserve("turn-1", { nowMs, costMicroUsd: CAP })).toMatchObject({
          refusal: { scope: "service.spend_per_day" },
        });
      });

      it("admits nothing while the ledger is unreachable", async () => {
        const { reserve, settle, goAway } = await setUp();
        await settle(admitted(await reserve("turn-0")), 900);
        await local.redis.flushdb();
        goAway(true);
        expect(await reserve("turn-1")).toMatchObject({ ok: false, degraded: true, refusal: { scope: "redis" } });
        expect(await local.redis.exists(SERVICE_KEY)).toBe(0);
        goAway(false);
        expect(await reserve("turn-1")).toMatchObject({ refusal: { scope: "redis.restoring" } });
      });

      it("gives a turn its place again when its worker sends a heartbeat after its lease expired", async () => {
        const { quota, reserve, open } = await setUp();
        admitted(await reserve("turn-0"));
        const later = NOON_MS + leaseMs + 61_000;
        const other = open();
        admitted(await reserve("turn-b", { via: other, userId: "guest:ben", nowMs: later }));
        const seen = () => quota.snapshot({ userId: "guest:ana", plan: "guest", nowMs: later });
        expect(await seen()).toMatchObject({ turns: { used: 1 }, inFlight: { used: 0 } });
        await quota.beat(later);
        expect(await seen()).toMatchObject({ turns: { used: 1 }, inFlight: { used: 1 } });
        expect(later - NOON_MS).toBeLessThan(reservationTtlMs);
      });
    },
  );
}
