import { sampleRoute } from "@sendcat/port-contracts";
import {
  DEFAULT_POLICY,
  counted,
  observed,
  type Increments,
  type Offer,
  type ReserveRequest,
} from "@sendcat/shared-types";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createQuota } from "../admission/create-quota.ts";
import { createOperations } from "../operations/create-operations.ts";
import { connectRedis } from "../connection/connect-redis.ts";
import { countRequests, type RequestCounter } from "../testing/count-requests.ts";
import { LOCAL_BACKENDS, openLocalRedis, type LocalRedis } from "../testing/local-redis.ts";
import { patient } from "../admission/testing/patient.ts";
import { createMetrics } from "./create-metrics.ts";

const START_MS = Date.parse("2026-03-03T17:00:30Z");
const MINUTE_MS = 60_000;
const OFFER: Offer = {
  model: "m",
  tokens: 10,
  costMicroUsd: 10,
  spendCapMicroUsd: 1_000_000,
  routes: [sampleRoute("google/gemini")],
};
const TURN = counted("turns", ["guest", "complete", "", ""]);

for (const { kind, title, skip } of LOCAL_BACKENDS) {
  describe.skipIf(skip !== undefined)(`what is counted, on ${title}${skip ? ` (skipped: ${skip})` : ""}`, () => {
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
    afterEach(() => local.redis.flushall());

    function host(worker = "one") {
      let nowMs = START_MS;
      let turns = 0;
      const link = connectRedis({ url: counter.url, token: local.server.token, timeoutMs: 20_000 });
      const waiting: Promise<unknown>[] = [];
      const metrics = createMetrics({
        worker,
        link,
        waitMs: 5_000,
        now: () => nowMs,
        outlive: (promise) => void waiting.push(promise),
      });
      const quota = createQuota({ link, policy: patient(), metrics });
      const operations = createOperations({ link, timeZone: DEFAULT_POLICY.timeZone, waitMs: 5_000 });
      const request = (): ReserveRequest => ({
        userId: `guest:${worker}${turns}`,
        plan: "guest",
        turnId: `turn-${worker}-${turns++}`,
        nowMs,
        address: null,
        proven: true,
        offers: [OFFER],
      });
      const turn = async (counts: Increments) => {
        const reserved = await quota.reserve(request());
        if (!reserved.ok) return reserved.refusal.scope;
        metrics.count(counts);
        const used = { nowMs, costMicroUsd: 5, tokens: 5, counts: true, final: true, outcomes: [] };
        await quota.settle({ reservation: reserved.reservation, ...used });
        return "answered";
      };
      const failOver = async () => {
        const reserved = await quota.reserve(request());
        if (!reserved.ok) throw new Error(reserved.refusal.scope);
        const { reservation } = reserved;
        const to = { id: "accounts/fireworks/models/qwen", places: ["fireworks_chat", "provider:fireworks"] } as const;
        return await quota.reroute({ reservation, nowMs, failed: { route: reservation.route, ok: false }, to: [to] });
      };
      return {
        metrics,
        operations,
        turn,
        failOver,
        idle: () => Promise.all(waiting),
        later: (ms: number) => void (nowMs += ms),
        read: () => operations.read({ nowMs, minutes: 60 }),
        due: () => operations.due(nowMs),
      };
    }

    it("travels with the turn's own two calls and causes no other request", async () => {
      const one = host();
      await one.turn(TURN);
      counter.take();
      for (let i = 0; i < 3; i++) await one.turn(TURN);
      expect(counter.take()).toBe(6);
      expect((await one.read()).totals).toEqual({ "turns|guest|complete||": 4 });
      counter.take();
      await one.idle();
      expect(counter.take()).toBe(0);
    });

    it("is sent by an idle process after a while: a refusal shows up without another request", async () => {
      const one = host();
      one.metrics.count(counted("refusals", ["503", "capacity_saturated", "shed", "redis"]));
      expect((await one.read()).totals).toEqual({});
      await one.idle();
      expect((await one.read()).totals).toEqual({ "refusals|503|capacity_saturated|shed|redis": 1 });
    });

    it("adds up across hosts and minutes, and stays the same when minutes are rolled up", async () => {
      const [one, two] = [host("one"), host("two")];
      for (const each of [one, two]) {
        await each.turn({ ...TURN, ...observed("firstToken", ["fast"], 0.3) });
        each.later(MINUTE_MS);
        await each.turn(TURN);
        await each.turn(TURN);
      }
      const before = await one.read();
      expect(before.totals["turns|guest|complete||"]).toBe(6);
      expect(before.minutes.map(({ counts }) => counts["turns|guest|complete||"])).toEqual([2, 4]);
      expect(before.totals["firstToken|fast|s"]).toBe(600);

      expect(await one.due()).toEqual([]);
      one.later(2 * MINUTE_MS);
      const due = await one.due();
      expect(due.map(({ counts }) => counts["turns|guest|complete||"])).toEqual([2, 4]);
      for (const minute of [...due, ...due]) await one.operations.add(minute);
      expect(await one.due()).toEqual([]);
      expect((await one.read()).totals).toEqual(before.totals);
      one.later(3 * 60 * MINUTE_MS);
      expect((await one.read()).totals).toEqual(before.totals);
    });

    it("is kept while Redis is down, and counted once when it is back", async () => {
      const one = host();
      await one.turn(TURN);
      const evalsha = local.redis;
      expect(evalsha).toBeDefined();
      const broken = connectRedis({ url: "http://127.0.0.1:9", token: "none", timeoutMs: 200 });
      let nowMs = START_MS;
      const away = createMetrics({
        worker: "away",
        link: broken,
        waitMs: 200,
        now: () => nowMs,
        outlive: () => undefined,
      });
      away.count(TURN);
      const lost = createQuota({ link: broken, policy: patient(), metrics: away });
      const request = { userId: "guest:x", plan: "guest", turnId: "x", nowMs, address: null, proven: true } as const;
      expect(await lost.reserve({ ...request, offers: [OFFER] })).toMatchObject({ ok: false, degraded: true });
      nowMs += 5 * MINUTE_MS;
      const link = connectRedis({ url: counter.url, token: local.server.token, timeoutMs: 20_000 });
      const back = createQuota({ link, policy: patient(), metrics: away });
      await back.reserve({ ...request, turnId: "y", nowMs, offers: [OFFER] });
      one.later(5 * MINUTE_MS);
      expect((await one.read()).totals).toEqual({ "turns|guest|complete||": 2 });
    });

    it("keeps a minute for two hours and no longer", async () => {
      const one = host();
      await one.turn(TURN);
      const [key] = (await local.redis.keys("*metrics:*")) as [string];
      const ttl = await local.redis.pttl(key);
      expect(ttl).toBeGreaterThan(7_100_000);
      expect(ttl).toBeLessThanOrEqual(7_200_000);
    });

    it("switches bind every host from its next admission on, until they are released", async () => {
      const [one, two] = [host("one"), host("two")];
      expect(await two.turn(TURN)).toBe("answered");
      await one.operations.change({ action: "kill", on: true });
      expect(await two.turn(TURN)).toBe("service.kill_switch");
      await one.operations.change({ action: "kill", on: false });
      await one.operations.change({ action: "drain", on: true });
      expect(await two.turn(TURN)).toBe("service.draining");
      expect((await one.read()).controls).toEqual({ kill: false, drain: true, limits: {} });
      await one.operations.change({ action: "drain", on: false });
      await one.operations.change({ action: "limit", limit: "maxInFlight", value: 0 });
      expect(await two.turn(TURN)).toBe("service.in_flight");
      await one.operations.change({ action: "limit", limit: "maxInFlight", value: null });
      await one.operations.change({ action: "limit", limit: "spendPerDayMicroUsd", value: 12 });
      expect(await two.turn(TURN)).toBe("service.spend_per_day");
      await one.operations.change({ action: "limit", limit: "spendPerDayMicroUsd", value: null });
      await one.operations.change({ action: "limit", limit: "openrouterChat", value: 0 });
      expect(await two.turn(TURN)).toBe("bulkhead.openrouter_chat");
      // A turn that fails over is bound by the same switches: no call goes to a provider that an operator has closed.
      await one.operations.change({ action: "limit", limit: "openrouterChat", value: null });
      await one.operations.change({ action: "limit", limit: "fireworksChat", value: 0 });
      expect(await two.failOver()).toEqual({ ok: false });
      await one.operations.change({ action: "limit", limit: "fireworksChat", value: null });
      expect(await two.failOver()).toMatchObject({ ok: true });
      await one.operations.change({ action: "limit", limit: "openrouterChat", value: null });
      expect(await two.turn(TURN)).toBe("answered");
    });
  });
}
