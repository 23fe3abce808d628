import { DEFAULT_POLICY, type FailurePolicy } from "@sendcat/shared-types";
import { throttleContract } from "@sendcat/port-contracts";
import { afterAll, describe, expect, it } from "vitest";
import { connectRedis } from "../connection/connect-redis.ts";
import { LOCAL_BACKENDS, openLocalRedis, type LocalRedis } from "../testing/local-redis.ts";
import { patient } from "../admission/testing/patient.ts";
import { createThrottle } from "./create-throttle.ts";
import { throttleLimits } from "./throttle-limits.ts";

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
    async (limits) => createThrottle({ link: (await open()).link, limits, failure: patient().failure.throttle }),
    { skip },
  );
}

describe("a throttle without Redis", () => {
  const nowMs = Date.parse("2026-03-02T17:00:01Z");
  const away = (mode: FailurePolicy["throttle"]["mode"]) => {
    const faults: unknown[] = [];
    const throttle = createThrottle({
      link: connectRedis({ url: "http://127.0.0.1:1", token: "none", timeoutMs: 250 }),
      limits: { ...throttleLimits(DEFAULT_POLICY), session: { requests: 2, windowSeconds: 60 } },
      failure: { mode, waitMs: 250 },
      now: () => nowMs,
      onFault: ({ cause }) => faults.push(cause),
    });
    return { throttle, faults, take: (key = "192.0.2.1") => throttle.take("session", key) };
  };

  it("still stops a flood with this process's own count, and reports that it is degraded", async () => {
    const { faults, take } = away("open");
    expect([await take(), await take()]).toEqual([
      { ok: true, limit: 2, remaining: 1, degraded: true },
      { ok: true, limit: 2, remaining: 0, degraded: true },
    ]);
    expect(await take()).toEqual({
      ok: false,
      limit: 2,
      resetAtMs: nowMs + 59_000,
      retryAfterMs: 59_000,
      degraded: true,
    });
    expect(await take("192.0.2.2")).toMatchObject({ ok: true, degraded: true });
    expect(faults).toHaveLength(4);
  });

  it("refuses every request where the failure policy is closed", async () => {
    const { take } = away("closed");
    expect(await take()).toMatchObject({ ok: false, degraded: true, retryAfterMs: 2_000 });
  });
});
