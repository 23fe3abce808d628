import { sampleRoute } from "@sendcat/port-contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_POLICY, type Offer, type ReserveRequest } from "@sendcat/shared-types";
import { createQuota } from "../create-quota.ts";
import { LOADS_KEY, SERVICE_KEY, spendKey } from "../../keys.ts";
import { LOCAL_BACKENDS, openLocalRedis, type LocalRedis } from "../../testing/local-redis.ts";
import { patient } from "../testing/patient.ts";

const NOON_MS = Date.parse("2026-03-02T17:00:00Z");
const DAY = "2026-03-02";

for (const { kind, title, skip } of LOCAL_BACKENDS) {
  describe.skipIf(skip !== undefined)(`reserve, on ${title}${skip ? ` (skipped: ${skip})` : ""}`, () => {
    let local: LocalRedis;
    beforeAll(async () => {
      local = await openLocalRedis(kind);
    });
    afterAll(() => local?.close());

    const setUp = async (spendCapMicroUsd = 1_000_000, unlimited = false) => {
      await local.redis.flushdb();
      const many = Number.MAX_SAFE_INTEGER;
      const admission = { ...DEFAULT_POLICY.admission, bulkheads: {}, maxInFlight: 100_000, turnsPerSecond: 100_000 };
      const plan = { ...DEFAULT_POLICY.plans.guest, spendPerDayMicroUsd: many };
      const policy = patient({
        plans: { ...DEFAULT_POLICY.plans, guest: plan },
        ...(unlimited ? { admission } : {}),
        spend: { ...DEFAULT_POLICY.spend, perDayMicroUsd: spendCapMicroUsd },
      });
      const quota = createQuota({ link: local.link, policy });
      const offer: Offer = {
        model: "fast",
        tokens: 1,
        costMicroUsd: 10,
        spendCapMicroUsd,
        routes: [sampleRoute("google/gemini")],
      };
      const reserve = (turnId: string, { costMicroUsd = 10, ...given }: Partial<ReserveRequest & Offer> = {}) =>
        quota.reserve({
          turnId,
          userId: "guest:ana",
          plan: "guest",
          nowMs: NOON_MS,
          address: null,
          proven: true,
          offers: [{ ...offer, costMicroUsd }],
          ...given,
        });
      return { quota, reserve };
    };

    it("frees all money of a mass crash at once, when its reservations expire", async () => {
      const { reserve } = await setUp(2_500, true);
      const crashed = Array.from({ length: 250 }, (_, i) => reserve(`turn-${i}`, { userId: `guest:${i}` }));
      expect((await Promise.all(crashed)).every((result) => result.ok)).toBe(true);
      const nowMs = NOON_MS + DEFAULT_POLICY.admission.reservationTtlMs;
      const needsAll = { userId: "guest:after", costMicroUsd: 2_500 };
      expect(await reserve("turn-after", { ...needsAll, nowMs: nowMs - 1 })).toMatchObject({ ok: false });
      expect(await reserve("turn-after", { ...needsAll, nowMs })).toMatchObject({ ok: true });
    });

    it("does not let dead turns, expired reservations and dead workers pile up", async () => {
      const { reserve } = await setUp();
      for (let i = 0; i < 10; i++) {
        // A quarter of a day apart: each finds what the earlier ones left.
        expect(await reserve(`turn-${i}`, { nowMs: NOON_MS + i * 6 * 3_600_000 })).toMatchObject({ ok: true });
      }
      expect(await local.redis.hlen(LOADS_KEY)).toBe(1);
      const user = Object.keys((await local.redis.hgetall("sendcat:{quota}:v2:user:guest%3Aana")) ?? {});
      expect(user.filter((field) => field.startsWith("turn|")).length).toBeLessThanOrEqual(2);
      expect(user.filter((field) => field.startsWith("turns|")).length).toBeLessThanOrEqual(2);
    });

    it("keeps users apart even if their ids look like each other's keys", async () => {
      const { quota, reserve } = await setUp();
      await reserve("turn-1", { userId: "a:b" });
      await reserve("b:turn-1", { userId: "a" });
      await reserve("turn-1", { userId: "a%3Ab" });
      await reserve("x|y\nz", { userId: "a|b" });
      for (const userId of ["a:b", "a", "a%3Ab", "a|b"]) {
        expect(await quota.snapshot({ userId, plan: "guest", nowMs: NOON_MS })).toMatchObject({
          turns: { used: 1 },
          inFlight: { used: 1 },
        });
      }
    });

    it("counts amounts exactly where 32-bit integers or floats would round", async () => {
      const cap = 9_007_199_254_740_991;
      const { quota, reserve } = await setUp(cap);
      const half = 4_503_599_627_370_495;
      const first = await reserve("turn-1", { costMicroUsd: half });
      if (!first.ok) throw new Error("refused");
      const used = { nowMs: NOON_MS, costMicroUsd: half, tokens: 1, counts: true, final: true, outcomes: [] };
      await quota.settle({ reservation: first.reservation, ...used });
      expect(await reserve("turn-2", { costMicroUsd: half + 2 })).toMatchObject({ ok: false });
      const second = await reserve("turn-2", { costMicroUsd: half + 1 });
      if (!second.ok) throw new Error("refused");
      const { expiresAtMs } = second.reservation;
      expect(await local.redis.hgetall(spendKey(DAY))).toMatchObject({
        "settled|guest": half,
        [`held|guest|${expiresAtMs}`]: half + 1,
      });
      expect(await reserve("turn-3", { costMicroUsd: half + 1, nowMs: expiresAtMs })).toMatchObject({ ok: true });
    });

    it("admits nothing while the kill switch is on, but still replays a turn admitted earlier", async () => {
      const { reserve } = await setUp();
      await reserve("turn-1");
      await local.redis.hset(SERVICE_KEY, { kill: "maintenance" });
      expect(await reserve("turn-2")).toMatchObject({
        ok: false,
        refusal: { code: "capacity_saturated", scope: "service.kill_switch", retryAfterMs: 60_000 },
      });
      expect(await reserve("turn-1")).toMatchObject({ ok: true, reservation: { replayed: true } });
    });
  });
}
