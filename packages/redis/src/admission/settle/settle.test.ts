import { sampleRoute } from "@sendcat/port-contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Offer } from "@sendcat/shared-types";
import { createQuota } from "../create-quota.ts";
import { LOADS_KEY, recordKey, SERVICE_KEY, spendKey } from "../../keys.ts";
import { LOCAL_BACKENDS, openLocalRedis, type LocalRedis } from "../../testing/local-redis.ts";
import { patient } from "../testing/patient.ts";
import { readKeys } from "../../testing/read-keys.ts";

const NOON_MS = Date.parse("2026-03-02T17:00:00Z");
const HOUR_MS = 3_600_000;
const TURN = { turnId: "turn-0123456789abcdef", userId: "guest:ana", plan: "guest", day: "2026-03-02" } as const;
const OFFER: Offer = {
  model: "fast",
  tokens: 100,
  costMicroUsd: 1_000,
  spendCapMicroUsd: 1_000_000,
  routes: [sampleRoute("google/gemini")],
};

for (const { kind, title, skip } of LOCAL_BACKENDS) {
  describe.skipIf(skip !== undefined)(`settle, on ${title}${skip ? ` (skipped: ${skip})` : ""}`, () => {
    let local: LocalRedis;
    beforeAll(async () => {
      local = await openLocalRedis(kind);
    });
    afterAll(() => local?.close());

    const setUp = async () => {
      await local.redis.flushdb();
      const quota = createQuota({ link: local.link, policy: patient() });
      const reserve = () => quota.reserve({ ...TURN, nowMs: NOON_MS, address: null, proven: true, offers: [OFFER] });
      const settle = (given: { day?: string; nowMs?: number } = {}) => {
        const { nowMs = NOON_MS, day = TURN.day } = given;
        const used = { costMicroUsd: 400, tokens: 40, counts: true, final: true, outcomes: [] };
        return quota.settle({ reservation: { ...TURN, day }, nowMs, ...used });
      };
      const snapshot = () => quota.snapshot({ userId: TURN.userId, plan: "guest", nowMs: NOON_MS });
      return { reserve, settle, snapshot };
    };

    it("remembers a settled turn for hours, so that a late settle does not charge twice", async () => {
      const { reserve, settle } = await setUp();
      await reserve();
      await local.redis.pexpire(recordKey(TURN), 5_000);
      await settle();
      expect(await local.redis.pttl(recordKey(TURN))).toBeGreaterThan(5 * HOUR_MS);
    });

    it("charges once even if Redis lost the reservation", async () => {
      const { reserve, settle, snapshot } = await setUp();
      await reserve();
      await local.redis.flushdb();
      expect([(await settle()).settled, (await settle()).settled]).toEqual([true, true]);
      expect(await local.redis.hgetall(spendKey(TURN.day))).toEqual({ "settled|guest": 400 });
      expect(await snapshot()).toMatchObject({ turns: { used: 1 }, tokens: { used: 40 }, inFlight: { used: 0 } });
      expect(await reserve()).toMatchObject({ ok: true, reservation: { replayed: true } });
    });

    it("refuses to charge a day other than the one the turn was admitted in, and changes nothing", async () => {
      const { reserve, settle } = await setUp();
      await reserve();
      const before = await readKeys(local.redis);
      await expect(settle({ day: "2026-03-01" })).rejects.toMatchObject({ name: "SendcatError" });
      await expect(settle({ day: "yesterday" })).rejects.toMatchObject({ name: "SendcatError" });
      expect(await readKeys(local.redis)).toEqual(before);
    });

    it("leaves no key without an expiry when it comes weeks late", async () => {
      const { settle } = await setUp();
      await settle({ nowMs: NOON_MS + 30 * 24 * HOUR_MS });
      for (const [key, { expiresAtMs }] of await readKeys(local.redis)) {
        if (key !== SERVICE_KEY && key !== LOADS_KEY) expect([key, expiresAtMs > Date.now()]).toEqual([key, true]);
      }
    });
  });
}
