import { DEFAULT_POLICY } from "@sendcat/shared-types";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createQuota } from "./create-quota.ts";
import { createRedisClient } from "./redis/create-redis-client.ts";
import { countRequests, type RequestCounter } from "./testing/count-requests.ts";
import { LOCAL_BACKENDS, openLocalRedis, type LocalRedis } from "./testing/local-redis.ts";
import { createThrottle } from "./throttle/create-throttle.ts";

for (const { kind, title, skip } of LOCAL_BACKENDS) {
  describe.skipIf(skip !== undefined)(`Redis requests, on ${title}${skip ? ` (skipped: ${skip})` : ""}`, () => {
    let local: LocalRedis;
    let counter: RequestCounter;
    beforeAll(async () => {
      local = await openLocalRedis(kind);
      counter = await countRequests(local.server.url);
    });
    afterAll(async () => {
      await counter?.close();
      await local?.close();
    });

    it("takes one to reserve and one to settle; a script's very first run takes one more", async () => {
      const redis = createRedisClient({ url: counter.url, token: local.server.token, timeoutMs: 20_000 });
      const quota = createQuota({ redis, policy: DEFAULT_POLICY, timeoutMs: 20_000 });
      const seen: number[][] = [];
      for (const turnId of ["first", "second", "third"]) {
        const user = { userId: "guest:ana", plan: "guest" as const, nowMs: 1_772_470_800_000 };
        const reserved = await quota.reserve({ ...user, turnId, costMicroUsd: 100 });
        if (!reserved.ok) throw new Error("refused");
        const toReserve = counter.take();
        await quota.settle({ reservation: reserved.reservation, nowMs: user.nowMs, costMicroUsd: 50, counts: true });
        const toSettle = counter.take();
        await quota.snapshot(user);
        seen.push([toReserve, toSettle, counter.take()]);
      }
      expect(seen).toEqual([
        [2, 2, 2],
        [1, 1, 1],
        [1, 1, 1],
      ]);
    });

    it("takes one to throttle, and none for an address that is known to be blocked", async () => {
      const redis = createRedisClient({ url: counter.url, token: local.server.token, timeoutMs: 20_000 });
      const once = { requests: 1, windowSeconds: 600 };
      const throttle = createThrottle({
        redis,
        limits: { session: once, "session-unlocated": once, read: once },
        timeoutMs: 20_000,
      });
      await throttle.take("session", "warm-up");
      counter.take();
      const seen: number[] = [];
      for (let i = 0; i < 3; i++) {
        await throttle.take("session", "192.0.2.7");
        seen.push(counter.take());
      }
      expect(seen).toEqual([1, 1, 0]);
    });
  });
}
