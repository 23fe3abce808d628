import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LOCAL_BACKENDS, startServer, type TestServer } from "./testing/local-backends.ts";

const ALGORITHMS = [
  { name: "fixedWindow", limiter: Ratelimit.fixedWindow(3, "10 m"), memorySkip: undefined },
  { name: "slidingWindow", limiter: Ratelimit.slidingWindow(3, "10 m"), memorySkip: undefined },
  {
    name: "tokenBucket",
    limiter: Ratelimit.tokenBucket(1, "10 m", 3),
    memorySkip: "ioredis-mock cannot give Lua the nil that HMGET answers for an absent field",
  },
  { name: "cachedFixedWindow", limiter: Ratelimit.cachedFixedWindow(3, "10 m"), memorySkip: undefined },
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

    for (const { name, limiter, memorySkip } of ALGORITHMS) {
      const reason = kind === "memory" ? memorySkip : undefined;
      it.skipIf(reason !== undefined)(
        `${name} admits exactly its limit${reason === undefined ? "" : ` (skipped: ${reason})`}`,
        async () => {
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
        },
      );
    }

    const resetReason = kind === "memory" ? "ioredis-mock's SCAN in Lua cannot be read by the reset script" : undefined;
    it.skipIf(resetReason !== undefined)(
      `resetUsedTokens opens a blocked address again${resetReason === undefined ? "" : ` (skipped: ${resetReason})`}`,
      async () => {
        const limiter = Ratelimit.fixedWindow(1, "10 m");
        const ratelimit = new Ratelimit({ redis, limiter, prefix: "reset", ephemeralCache: false, analytics: false });
        await ratelimit.limit("a");
        expect((await ratelimit.limit("a")).success).toBe(false);
        await ratelimit.resetUsedTokens("a");
        expect((await ratelimit.limit("a")).success).toBe(true);
      },
    );
  });
}
