import { PLANS } from "@sendcat/shared-types";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createQuota } from "../create-quota.ts";
import { flightKey, reservationKeys } from "../keys.ts";
import { LOCAL_BACKENDS, openLocalRedis, type LocalRedis } from "../testing/local-redis.ts";

const NOON_MS = Date.parse("2026-03-02T17:00:00Z");
const DAY = "2026-03-02";
const TTL_MS = 300_000;

for (const { kind, title, skip } of LOCAL_BACKENDS) {
  describe.skipIf(skip !== undefined)(`reserve, on ${title}${skip ? ` (skipped: ${skip})` : ""}`, () => {
    let local: LocalRedis;
    beforeAll(async () => {
      local = await openLocalRedis(kind);
    });
    afterAll(() => local?.close());

    const setUp = async (spendPerDayMicroUsd = 1_000_000) => {
      await local.redis.flushdb();
      const quota = createQuota({
        redis: local.redis,
        policy: { plans: PLANS, timeZone: "America/Jamaica", spendPerDayMicroUsd, reservationTtlMs: TTL_MS },
        timeoutMs: 20_000,
      });
      const reserve = (turnId: string, given: { userId?: string; nowMs?: number; costMicroUsd?: number } = {}) =>
        quota.reserve({ turnId, userId: "guest:ana", plan: "guest", nowMs: NOON_MS, costMicroUsd: 10, ...given });
      return { quota, reserve };
    };

    it("frees the money of a great crash in bounded steps, and says to try again soon meanwhile", async () => {
      const { reserve } = await setUp(2_500);
      const crashed = Array.from({ length: 250 }, (_, i) => reserve(`turn-${i}`, { userId: `guest:${i}` }));
      expect((await Promise.all(crashed)).every((result) => result.ok)).toBe(true);
      const nowMs = NOON_MS + TTL_MS;
      const needsAll = { nowMs, costMicroUsd: 2_500 };
      const answers = [];
      for (let i = 0; i < 3; i++) answers.push(await reserve("turn-after", needsAll));
      expect(answers).toMatchObject([
        { ok: false, refusal: { code: "spend_cap_reached", retryAfterMs: 1_000 } },
        { ok: false, refusal: { code: "spend_cap_reached", retryAfterMs: 1_000 } },
        { ok: true },
      ]);
    });

    it("does not let a user's dead turns pile up", async () => {
      const { reserve } = await setUp();
      for (let i = 0; i < 10; i++) await reserve(`turn-${i}`, { nowMs: NOON_MS + i * TTL_MS });
      expect(await local.redis.zrange(flightKey("guest:ana"), 0, -1)).toEqual(["turn-9"]);
    });

    it("keeps users apart whose ids look like each other's keys", async () => {
      const { quota, reserve } = await setUp();
      await reserve("turn-1", { userId: "a:b" });
      await reserve("b:turn-1", { userId: "a" });
      await reserve("turn-1", { userId: "a%3Ab" });
      for (const userId of ["a:b", "a", "a%3Ab"]) {
        expect(await quota.snapshot({ userId, plan: "guest", nowMs: NOON_MS })).toMatchObject({ turns: { used: 1 } });
      }
    });

    it("keeps exact count of amounts that 32 bits and floats would spoil", async () => {
      const cap = 9_007_199_254_740_991;
      const { quota, reserve } = await setUp(cap);
      const half = 4_503_599_627_370_495;
      const first = await reserve("turn-1", { costMicroUsd: half });
      if (!first.ok) throw new Error("refused");
      await quota.settle({ reservation: first.reservation, nowMs: NOON_MS, costMicroUsd: half, counts: true });
      expect(await reserve("turn-2", { costMicroUsd: half + 2 })).toMatchObject({ ok: false });
      expect(await reserve("turn-2", { costMicroUsd: half + 1 })).toMatchObject({ ok: true });
      // Swept in Lua, where large numbers are written with care.
      expect(await reserve("turn-3", { costMicroUsd: half + 1, nowMs: NOON_MS + TTL_MS })).toMatchObject({ ok: true });
      const { spend } = reservationKeys({ userId: "guest:ana", turnId: "turn-3", day: DAY });
      expect(await local.redis.hgetall(spend)).toEqual({ settled: half, held: half + 1 });
    });
  });
}
