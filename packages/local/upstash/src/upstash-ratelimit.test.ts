import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LOCAL_BACKENDS, startServer, type TestServer } from "./testing/local-backends.ts";

const ALGORITHMS = [
  { name: "fixedWindow", limiter: Ratelimit.fixedWindow(3, "10 m") },
  { name: "slidingWindow", limiter: Ratelimit.slidingWindow(3, "10 m") },
  { name: "tokenBucket", limiter: Ratelimit.tokenBucket(1, "10 m", 3) },
  { name: "cachedFixedWindow", limiter: Ratelimit.cachedFixedWindow(3, "10 m") },
] as const;

for (const { kind, title, skip } of LOCAL_BACKENDS) {
  describe.skipIf(skip !== undefined)(`the unmodified @upstash/ratelimit, ${title}`, () => {
    let server: TestServer;
    let redis: Redis;
    beforeAll(async () => {
      server = await startServer(kind);
      redis = new Redis({ url: server.url, token: server.token, enableTelemetry: false });
    });
    afterAll(() => server?.close());

    for (const { name, limiter } of ALGORITHMS) {
      it(`${name} admits exactly its limit`, async () => {
        const ratelimit = new Ratelimit({
          redis,
          limiter,
          prefix: name,
          ephemeralCache: new Map(),
          analytics: false,
        });
        const answers = [];
        for (let i = 0; i < 5; i++) answers.push((await ratelimit.limit("198.51.100.7")).success);
        expect(answers).toEqual([true, true, true, false, false]);
        expect((await ratelimit.limit("198.51.100.8")).success).toBe(true);
        expect((await ratelimit.getRemaining("198.51.100.8")).remaining).toBe(2);
      });
    }

    it("unblocks an address with resetUsedTokens", async () => {
      const limiter = Ratelimit.fixedWindow(1, "10 m");
      const ratelimit = new Ratelimit({ redis, limiter, prefix: "reset", ephemeralCache: false, analytics: false });
      await ratelimit.limit("a");
      expect((await ratelimit.limit("a")).success).toBe(false);
      await ratelimit.resetUsedTokens("a");
      expect((await ratelimit.limit("a")).success).toBe(true);
    });
  });
}
