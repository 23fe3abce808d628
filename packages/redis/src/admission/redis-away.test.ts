import { sampleRoute } from "@sendcat/port-contracts";
import { once } from "node:events";
import { createServer } from "node:http";
import { DEFAULT_POLICY, REDIS_GIVE_UP_AFTER, type Policy, type ReserveRequest } from "@sendcat/shared-types";
import { afterEach, describe, expect, it } from "vitest";
import { createQuota } from "./create-quota.ts";
import { connectRedis } from "../connection/connect-redis.ts";
import { LOCAL_BACKENDS, openLocalRedis, type LocalRedis } from "../testing/local-redis.ts";
import { patient } from "./testing/patient.ts";
import { createThrottle } from "../throttle/create-throttle.ts";
import { throttleLimits } from "../throttle/throttle-limits.ts";

const TIMEOUT_MS = 250;
/** Callers are promised an answer in 300 ms; the rest allows for a machine that is busy with other tests. */
const PROMPT_MS = 300 + 700;

const TURN: ReserveRequest = {
  turnId: "turn-0123456789abcdef",
  userId: "guest:ana",
  plan: "guest",
  nowMs: Date.parse("2026-03-02T17:00:00Z"),
  address: "192.0.2.1",
  proven: true,
  offers: [
    {
      model: "fast",
      tokens: 100,
      costMicroUsd: 1_000,
      spendCapMicroUsd: 1_000_000,
      routes: [sampleRoute("google/gemini")],
    },
  ],
};
const USED = { costMicroUsd: 10, tokens: 5, counts: true, final: true, outcomes: [] };
const REFUSED = {
  ok: false,
  degraded: true,
  refusal: { code: "capacity_saturated", scope: "redis", retryAfterMs: 2_000 },
};

/** Calls each port once and measures the slowest answer. */
async function askEverything(endpoint: { readonly url: string; readonly token: string }) {
  const faults: string[] = [];
  const link = connectRedis({ ...endpoint, timeoutMs: TIMEOUT_MS });
  const quota = createQuota({ link, policy: DEFAULT_POLICY, onFault: (f) => faults.push(f.operation) });
  const throttle = createThrottle({
    link,
    limits: throttleLimits(DEFAULT_POLICY),
    failure: DEFAULT_POLICY.failure.throttle,
    onFault: (f) => faults.push(f.operation),
  });
  const reservation = { turnId: TURN.turnId, userId: TURN.userId, plan: TURN.plan, day: "2026-03-02" };
  const slowest = { ms: 0 };
  const timed = async <T>(answer: Promise<T>): Promise<T> => {
    const startedAtMs = performance.now();
    const value = await answer;
    slowest.ms = Math.max(slowest.ms, performance.now() - startedAtMs);
    return value;
  };
  return {
    reserve: await timed(quota.reserve(TURN)),
    settle: await timed(quota.settle({ reservation, nowMs: TURN.nowMs, ...USED })),
    snapshot: await timed(quota.snapshot(TURN)),
    throttle: await timed(throttle.take("session", "192.0.2.1")),
    slowestMs: slowest.ms,
    faults,
  };
}

const DEGRADED = {
  reserve: REFUSED,
  settle: { settled: false },
  snapshot: null,
  throttle: { ok: true, degraded: true },
  faults: ["reserve", "settle", "snapshot", "throttle"],
};

describe("with Redis down", () => {
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

  it("does the same when the endpoint answers with an error or with malformed data", async () => {
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

  it("logs the reason, without the user's id or the command", async () => {
    const faults: string[] = [];
    for (const body of ['{"error":"ERR redis is not available"}', '[{"error":"ERR redis is not available"}]']) {
      const url = await serve((_request, response) => response.writeHead(body.startsWith("[") ? 200 : 503).end(body));
      const link = connectRedis({ url, token: "t", timeoutMs: TIMEOUT_MS });
      const quota = createQuota({ link, policy: DEFAULT_POLICY, onFault: ({ cause }) => faults.push(String(cause)) });
      await quota.reserve(TURN);
    }
    expect(faults).toHaveLength(2);
    for (const fault of faults) {
      expect(fault).toContain("redis is not available");
      expect(fault).not.toMatch(/ana|evalsha|turn-/i);
    }
  });

  it("fails at once when Redis is known to be down, and tries again every second", async () => {
    let requests = 0;
    const link = connectRedis({ url: await serve(() => void requests++), token: "t", timeoutMs: TIMEOUT_MS });
    const quota = createQuota({ link, policy: DEFAULT_POLICY });
    for (let i = 0; i < REDIS_GIVE_UP_AFTER; i++) await quota.reserve(TURN);
    const startedAtMs = performance.now();
    const answers = await Promise.all(Array.from({ length: 200 }, () => quota.reserve(TURN)));
    expect(performance.now() - startedAtMs).toBeLessThan(TIMEOUT_MS);
    for (const answer of answers) expect(answer).toEqual(REFUSED);
    expect(requests).toBe(REDIS_GIVE_UP_AFTER);
    const ask = async () => {
      await quota.reserve(TURN);
      return requests;
    };
    await expect.poll(ask, { timeout: 10_000 }).toBe(REDIS_GIVE_UP_AFTER + 1);
  });

  it("admits turns in this process, within its limiter, where the failure policy is open", async () => {
    const limiter = { turnsPerMinute: 2, costMicroUsdPerMinute: 1_000_000 };
    const admission: Policy["failure"]["admission"] = { mode: "open", waitMs: 50, limiter };
    const policy = { ...DEFAULT_POLICY, failure: { ...DEFAULT_POLICY.failure, admission } };
    const link = connectRedis({ url: "http://127.0.0.1:1", token: "t", timeoutMs: TIMEOUT_MS });
    const quota = createQuota({ link, policy });
    const ask = (turn: number, nowMs = TURN.nowMs) => quota.reserve({ ...TURN, turnId: `turn-${turn}`, nowMs });
    for (let turn = 0; turn < 2; turn++) {
      expect(await ask(turn)).toMatchObject({
        ok: true,
        degraded: true,
        reservation: { model: "fast", replayed: false },
      });
    }
    expect(await ask(2)).toMatchObject({ ok: false, degraded: true, refusal: { scope: "redis" } });
    expect(await ask(2, TURN.nowMs + 60_000)).toMatchObject({ ok: true });
    const dear = { ...TURN.offers[0], costMicroUsd: 1_000_001 };
    expect(await quota.reserve({ ...TURN, turnId: "dear", nowMs: TURN.nowMs + 60_000, offers: [dear] })).toMatchObject({
      ok: false,
    });
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

    it("answers in time when Redis hangs, and admits again when it resumes", async () => {
      const { local, pid } = await open();
      process.kill(pid, "SIGSTOP");
      const answers = await askEverything(local.server);
      process.kill(pid, "SIGCONT");
      expect(answers).toMatchObject(DEGRADED);
      expect(answers.slowestMs).toBeLessThan(PROMPT_MS);
      const quota = createQuota({ link: local.link, policy: patient() });
      // The reserve that timed out may have run when Redis resumed: the turn is then found, otherwise admitted now. Never charged twice.
      expect(await quota.reserve(TURN)).toMatchObject({ ok: true, degraded: false });
      expect(await quota.snapshot(TURN)).toMatchObject({ turns: { used: 1 } });
    });

    it("answers in time when Redis has died, and admits again when it is back", async () => {
      const { local, pid } = await open();
      process.kill(pid, "SIGKILL");
      const quota = createQuota({ link: local.link, policy: DEFAULT_POLICY });
      let answer = await quota.reserve(TURN);
      while (!answer.ok) {
        expect(answer).toEqual(REFUSED);
        answer = await quota.reserve(TURN);
      }
      expect(await quota.snapshot(TURN)).toMatchObject({ turns: { used: 1 } });
    });
  });
});
