import { sampleRoute } from "@sendcat/port-contracts";
import { DEFAULT_POLICY, type Offer } from "@sendcat/shared-types";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createQuota } from "./create-quota.ts";
import { connectRedis } from "../connection/connect-redis.ts";
import { countRequests, type RequestCounter } from "../testing/count-requests.ts";
import { LOCAL_BACKENDS, openLocalRedis, type LocalRedis } from "../testing/local-redis.ts";
import { patient } from "./testing/patient.ts";
import { createThrottle } from "../throttle/create-throttle.ts";
import { throttleLimits } from "../throttle/throttle-limits.ts";

const OFFER: Offer = {
  model: "fast",
  tokens: 100,
  costMicroUsd: 100,
  spendCapMicroUsd: 1_000_000,
  routes: [sampleRoute("google/gemini")],
};

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
    const connect = () => connectRedis({ url: counter.url, token: local.server.token, timeoutMs: 20_000 });

    it("takes one to reserve and one to settle; a script's first run takes one more", async () => {
      const quota = createQuota({ link: connect(), policy: patient() });
      const user = { userId: "guest:ana", plan: "guest" as const, nowMs: 1_772_470_800_000 };
      const request = { ...user, address: "192.0.2.1", proven: true, offers: [OFFER] } as const;
      // Seeds the store, which takes a few more.
      await quota.reserve({ ...request, userId: "guest:first", turnId: "first" });
      counter.take();
      const seen: number[][] = [];
      for (const turnId of ["first", "second", "third"]) {
        const reserved = await quota.reserve({ ...request, turnId });
        if (!reserved.ok) throw new Error(`refused: ${JSON.stringify(reserved.refusal)}`);
        const { reservation } = reserved;
        const toReserve = counter.take();
        const used = { nowMs: user.nowMs, costMicroUsd: 50, tokens: 10, counts: true, final: true, outcomes: [] };
        await quota.settle({ reservation, ...used });
        const toSettle = counter.take();
        await quota.snapshot(user);
        seen.push([toReserve, toSettle, counter.take()]);
      }
      expect(seen).toEqual([
        [1, 2, 2],
        [1, 1, 1],
        [1, 1, 1],
      ]);
    });

    it("takes one to throttle, and none for an address that is known to be blocked", async () => {
      const once = { requests: 1, windowSeconds: 600 };
      const limits = { ...throttleLimits(DEFAULT_POLICY), session: once };
      const throttle = createThrottle({ link: connect(), limits, failure: patient().failure.throttle });
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
