import { DEFAULT_POLICY } from "@sendcat/shared-types";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createQuota } from "../create-quota.ts";
import { reservationKeys } from "../keys.ts";
import { LOCAL_BACKENDS, openLocalRedis, type LocalRedis } from "../testing/local-redis.ts";
import { readKeys } from "../testing/read-keys.ts";

const NOON_MS = Date.parse("2026-03-02T17:00:00Z");
const HOUR_MS = 3_600_000;
const TURN = { turnId: "turn-0123456789abcdef", userId: "guest:ana", day: "2026-03-02" };

for (const { kind, title, skip } of LOCAL_BACKENDS) {
  describe.skipIf(skip !== undefined)(`settle, on ${title}${skip ? ` (skipped: ${skip})` : ""}`, () => {
    let local: LocalRedis;
    beforeAll(async () => {
      local = await openLocalRedis(kind);
    });
    afterAll(() => local?.close());

    const setUp = async () => {
      await local.redis.flushdb();
      const quota = createQuota({ redis: local.redis, policy: DEFAULT_POLICY, timeoutMs: 20_000 });
      const reserve = () => quota.reserve({ ...TURN, plan: "guest", nowMs: NOON_MS, costMicroUsd: 1_000 });
      const settle = (given: { day?: string; nowMs?: number } = {}) => {
        const { nowMs = NOON_MS, day = TURN.day } = given;
        return quota.settle({ reservation: { ...TURN, day }, nowMs, costMicroUsd: 400, counts: true });
      };
      const snapshot = () => quota.snapshot({ userId: TURN.userId, plan: "guest", nowMs: NOON_MS });
      return { reserve, settle, snapshot };
    };
    const { record, spend } = reservationKeys(TURN);

    it("remembers a settled turn for at least a day more, so that a late replay is still free", async () => {
      const { reserve, settle } = await setUp();
      await reserve();
      await local.redis.pexpire(record, 5_000);
      await settle();
      expect(await local.redis.pttl(record)).toBeGreaterThan(24 * HOUR_MS);
    });

    it("charges once although Redis had lost the reservation", async () => {
      const { reserve, settle, snapshot } = await setUp();
      await reserve();
      await local.redis.flushdb();
      expect([await settle(), await settle()]).toEqual([true, true]);
      expect(await local.redis.hgetall(spend)).toEqual({ settled: 400 });
      expect(await snapshot()).toMatchObject({ turns: { used: 1 }, inFlight: { used: 0 } });
      expect(await reserve()).toMatchObject({ ok: true, reservation: { replayed: true } });
    });

    it("refuses to charge another day than the turn was admitted in, and changes nothing", async () => {
      const { reserve, settle } = await setUp();
      await reserve();
      const before = await readKeys(local.redis);
      await expect(settle({ day: "2026-03-01" })).rejects.toMatchObject({ name: "SendcatError" });
      await expect(settle({ day: "yesterday" })).rejects.toMatchObject({ name: "SendcatError" });
      expect(await readKeys(local.redis)).toEqual(before);
    });

    it("leaves nothing for ever when it comes weeks late", async () => {
      const { settle } = await setUp();
      await settle({ nowMs: NOON_MS + 30 * 24 * HOUR_MS });
      for (const [key, { expiresAtMs }] of await readKeys(local.redis)) {
        expect([key, expiresAtMs > Date.now()]).toEqual([key, true]);
      }
    });
  });
}
