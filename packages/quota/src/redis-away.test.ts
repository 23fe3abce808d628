import { once } from "node:events";
import { createServer } from "node:http";
import { DEFAULT_POLICY, type ReserveRequest } from "@sendcat/shared-types";
import { afterEach, describe, expect, it } from "vitest";
import { createQuota } from "./create-quota.ts";
import { createRedisClient } from "./redis/create-redis-client.ts";
import { LOCAL_BACKENDS, openLocalRedis, type LocalRedis } from "./testing/local-redis.ts";
import { createThrottle } from "./throttle/create-throttle.ts";

const TIMEOUT_MS = 250;
/** 300 ms is what a caller is promised; the rest is for a machine that is busy with other tests. */
const PROMPT_MS = 300 + 700;

const TURN: ReserveRequest = {
  turnId: "turn-0123456789abcdef",
  userId: "guest:ana",
  plan: "guest",
  nowMs: Date.parse("2026-03-02T17:00:00Z"),
  costMicroUsd: 1_000,
};
const REFUSED = {
  ok: false,
  degraded: true,
  refusal: { code: "capacity_saturated", scope: "redis", retryAfterMs: 2_000 },
};

/** Everything the rooms above may ask for, with the time each answer took. */
async function askEverything(endpoint: { readonly url: string; readonly token: string }) {
  const faults: string[] = [];
  const redis = createRedisClient({ ...endpoint, timeoutMs: TIMEOUT_MS });
  const quota = createQuota({
    redis,
    policy: DEFAULT_POLICY,
    timeoutMs: TIMEOUT_MS,
    onFault: (f) => faults.push(f.operation),
  });
  const throttle = createThrottle({ redis, timeoutMs: TIMEOUT_MS, onFault: (f) => faults.push(f.operation) });
  const reservation = { turnId: TURN.turnId, userId: TURN.userId, day: "2026-03-02" };
  const slowest = { ms: 0 };
  const timed = async <T>(answer: Promise<T>): Promise<T> => {
    const startedAtMs = performance.now();
    const value = await answer;
    slowest.ms = Math.max(slowest.ms, performance.now() - startedAtMs);
    return value;
  };
  return {
    reserve: await timed(quota.reserve(TURN)),
    settle: await timed(quota.settle({ reservation, nowMs: TURN.nowMs, costMicroUsd: 10, counts: true })),
    snapshot: await timed(quota.snapshot(TURN)),
    throttle: await timed(throttle.take("session", "192.0.2.1")),
    slowestMs: slowest.ms,
    faults,
  };
}

const DEGRADED = {
  reserve: REFUSED,
  settle: false,
  snapshot: null,
  throttle: { ok: true, degraded: true },
  faults: ["reserve", "settle", "snapshot", "throttle"],
};

describe("with Redis away", () => {
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });
  const serve = async (handler: Parameters<typeof createServer>[1]) => {
    const server = createServer({}, handler).listen(0, "127.0.0.1");
    await once(server, "listening");
    closing.push(async () => {
      server.closeAllConnections();
      server.close();
    });
    const address = server.address();
    return `http://127.0.0.1:${address !== null && typeof address === "object" ? address.port : 0}`;
  };

  it("refuses turns and lets reads through when nothing listens", async () => {
    const answers = await askEverything({ url: "http://127.0.0.1:1", token: "t" });
    expect(answers).toMatchObject(DEGRADED);
    expect(answers.slowestMs).toBeLessThan(PROMPT_MS);
  });

  it("does the same when the endpoint takes requests and never answers", async () => {
    const answers = await askEverything({ url: await serve(() => {}), token: "t" });
    expect(answers).toMatchObject(DEGRADED);
    expect(answers.slowestMs).toBeLessThan(PROMPT_MS);
  });

  it("does the same when the endpoint answers with an error, or with something that is no answer", async () => {
    for (const [status, body] of [
      [503, '{"error":"ERR redis is not available"}'],
      [200, "<html>"],
      [200, '{"result":"Aborted"}'],
      [200, '[{"result":["YWRtaXR0ZWQ="]}]'],
      [401, '{"error":"Unauthorized"}'],
    ] as const) {
      const url = await serve((_request, response) => response.writeHead(status).end(body));
      const { reserve } = await askEverything({ url, token: "t" });
      expect(reserve).toEqual(REFUSED);
    }
  });

  it("tells the log why, without the user's id or the command", async () => {
    const faults: string[] = [];
    for (const body of ['{"error":"ERR redis is not available"}', '[{"error":"ERR redis is not available"}]']) {
      const url = await serve((_request, response) => response.writeHead(body.startsWith("[") ? 200 : 503).end(body));
      const redis = createRedisClient({ url, token: "t", timeoutMs: TIMEOUT_MS });
      const quota = createQuota({ redis, policy: DEFAULT_POLICY, onFault: ({ cause }) => faults.push(String(cause)) });
      await quota.reserve(TURN);
    }
    expect(faults).toHaveLength(2);
    for (const fault of faults) {
      expect(fault).toContain("redis is not available");
      expect(fault).not.toMatch(/ana|evalsha|turn-/i);
    }
  });

  const [{ kind, title, skip }] = LOCAL_BACKENDS;
  describe.skipIf(skip !== undefined)(`on ${title}${skip ? ` (skipped: ${skip})` : ""}`, () => {
    const open = async (): Promise<{ readonly local: LocalRedis; readonly pid: number }> => {
      const local = await openLocalRedis(kind);
      closing.push(local.close);
      const pid = local.server.redisPid();
      if (pid === null) throw new Error("no redis process");
      return { local, pid };
    };

    it("answers in time when Redis hangs, and admits again when it wakes", async () => {
      const { local, pid } = await open();
      process.kill(pid, "SIGSTOP");
      const answers = await askEverything(local.server);
      process.kill(pid, "SIGCONT");
      expect(answers).toMatchObject(DEGRADED);
      expect(answers.slowestMs).toBeLessThan(PROMPT_MS);
      const quota = createQuota({ redis: local.redis, policy: DEFAULT_POLICY, timeoutMs: 20_000 });
      // The reserve that timed out may have run on waking: the turn is then found, else made. Never charged twice.
      expect(await quota.reserve(TURN)).toMatchObject({ ok: true, degraded: false });
      expect(await quota.snapshot(TURN)).toMatchObject({ turns: { used: 1 } });
    });

    it("answers in time when Redis has died, and admits again when it is back", async () => {
      const { local, pid } = await open();
      process.kill(pid, "SIGKILL");
      const quota = createQuota({ redis: local.redis, policy: DEFAULT_POLICY, timeoutMs: TIMEOUT_MS });
      let answer = await quota.reserve(TURN);
      while (!answer.ok) {
        expect(answer).toEqual(REFUSED);
        answer = await quota.reserve(TURN);
      }
      expect(await quota.snapshot(TURN)).toMatchObject({ turns: { used: 1 } });
    });
  });
});
