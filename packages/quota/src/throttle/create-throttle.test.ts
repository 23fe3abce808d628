import { afterAll, describe, expect, it } from "vitest";
import { throttleContract } from "@sendcat/shared-types/contracts";
import { createRedisClient } from "../redis/create-redis-client.ts";
import { LOCAL_BACKENDS, openLocalRedis, type LocalRedis } from "../testing/local-redis.ts";
import { createThrottle } from "./create-throttle.ts";
import { DEFAULT_THROTTLE_LIMITS } from "./throttle-limits.ts";

const opened: Promise<LocalRedis>[] = [];
afterAll(async () => {
  for (const local of opened) await (await local).close();
});

for (const { kind, title, skip } of LOCAL_BACKENDS) {
  let local: Promise<LocalRedis> | undefined;
  const open = () => {
    local ??= openLocalRedis(kind);
    if (!opened.includes(local)) opened.push(local);
    return local;
  };
  throttleContract(
    `@upstash/ratelimit, on ${title}`,
    async (limits) => createThrottle({ redis: (await open()).redis, limits, timeoutMs: 20_000 }),
    { skip },
  );
}

describe("a throttle without Redis", () => {
  it("still stops a flood, by this process's own count, and says that it is degraded", async () => {
    const faults: unknown[] = [];
    const nowMs = Date.parse("2026-03-02T17:00:01Z");
    const throttle = createThrottle({
      redis: createRedisClient({ url: "http://127.0.0.1:1", token: "none", timeoutMs: 250 }),
      limits: { ...DEFAULT_THROTTLE_LIMITS, session: { requests: 2, windowSeconds: 60 } },
      now: () => nowMs,
      onFault: ({ cause }) => faults.push(cause),
    });
    const take = () => throttle.take("session", "192.0.2.1");
    expect([await take(), await take()]).toEqual([
      { ok: true, degraded: true },
      { ok: true, degraded: true },
    ]);
    expect(await take()).toEqual({
      ok: false,
      limit: 2,
      resetAtMs: nowMs + 59_000,
      retryAfterMs: 59_000,
      degraded: true,
    });
    expect(await throttle.take("session", "192.0.2.2")).toEqual({ ok: true, degraded: true });
    expect(faults).toHaveLength(4);
  });
});
