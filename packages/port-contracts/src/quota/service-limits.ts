import { describe, expect, it } from "vitest";
import { DEFAULT_POLICY, type PlanName, type Reservation } from "@sendcat/shared-types";
import { admission, admitted, type SetUp } from "./quota-set-up.ts";
import { sampleRoute } from "./sample-route.ts";

const turnsOfAddress = (turns: number, provenTurns: number) =>
  admission({ address: { ...DEFAULT_POLICY.admission.address, turns, provenTurns } });

export function serviceLimits(setUp: SetUp): void {
  describe("the service's limits", () => {
    it("stop one address from taking everything, in fixed windows", async () => {
      const { reserve, noonMs } = await setUp(turnsOfAddress(1, 2));
      const from = (turn: number, given: { address?: string; nowMs?: number } = {}) =>
        reserve(turn, { userId: `guest:${turn}`, address: "192.0.2.1", ...given });
      admitted(await from(0));
      admitted(await from(1));
      expect(await from(2)).toMatchObject({
        refusal: { code: "rate_limited", scope: "address.burst", limit: 2, retryAfterMs: 60_000 },
      });
      admitted(await from(2, { address: "192.0.2.2" }));
      expect(await from(3, { nowMs: noonMs + 59_999 })).toMatchObject({ refusal: { retryAfterMs: 1 } });
      admitted(await from(3, { nowMs: noonMs + 60_000 }));
    });

    it("count an address's turns by plan: neither guests nor free users behind a carrier's address lock out paying ones", async () => {
      const { reserve } = await setUp(turnsOfAddress(1, 2));
      const from = (turn: number, plan: PlanName) =>
        reserve(turn, { userId: `${plan}:${turn}`, plan, address: "192.0.2.1" });
      for (const plan of ["guest", "free", "plus", "pro"] as const) {
        for (const turn of [0, 1]) admitted(await from(turn, plan));
        expect(await from(2, plan)).toMatchObject({ refusal: { scope: "address.burst" } });
      }
    });

    it("ask guests on a crowded address for proof of work, and refuse no user who has shown it or has an account", async () => {
      const { reserve } = await setUp(turnsOfAddress(2, 20));
      const from = (turn: number, proven: boolean) =>
        reserve(turn, { userId: `guest:${turn}`, address: "192.0.2.1", proven });
      for (let turn = 0; turn < 2; turn++) admitted(await from(turn, false));
      expect(await from(2, false)).toMatchObject({ refusal: { code: "proof_required", scope: "bot.proof" } });
      for (let turn = 2; turn < 8; turn++) admitted(await from(turn, true));
    });

    it("give out a fixed number of places, and a freed one again", async () => {
      const { reserve, settle } = await setUp(admission({ bulkheads: { openrouter_chat: 2 } }));
      const first = admitted(await reserve(0, { userId: "guest:0" }));
      admitted(await reserve(1, { userId: "guest:1" }));
      const refused = await reserve(2, { userId: "guest:2" });
      expect(refused).toMatchObject({ refusal: { code: "capacity_saturated", scope: "bulkhead.openrouter_chat" } });
      expect(refused.ok ? 0 : refused.refusal.retryAfterMs).toBeGreaterThan(0);
      await settle(first);
      admitted(await reserve(2, { userId: "guest:2" }));
    });

    it("give jobs their own places, which take none from users and leave nothing behind", async () => {
      const { reserve, settle, snapshot } = await setUp(
        admission({ bulkheads: { openrouter_chat: 1, openrouter_jobs: 1 } }),
      );
      admitted(await reserve(0));
      const routes = [sampleRoute("google/gemini", "openrouter_jobs")] as const;
      const job = { userId: "service:title:one", isJob: true, routes };
      const first = admitted(await reserve(1, job));
      expect(await reserve(2, { ...job, userId: "service:title:two" })).toMatchObject({
        refusal: { code: "capacity_saturated", scope: "bulkhead.openrouter_jobs" },
      });
      await settle(first, { counts: false, costMicroUsd: 30 });
      admitted(await reserve(2, { ...job, userId: "service:title:two" }));
      expect((await snapshot())?.turns.used).toBe(1);
    });

    it("skip a provider whose places are taken, and refuse when all are", async () => {
      const { reserve } = await setUp(admission({ bulkheads: { "provider:google": 1, "provider:openai": 1 } }));
      const routes = [];
      for (let turn = 0; turn < 2; turn++) {
        routes.push(admitted(await reserve(turn, { userId: `guest:${turn}` })).route);
      }
      expect(routes).toEqual(["google/gemini", "openai/gpt"]);
      expect(await reserve(2, { userId: "guest:2" })).toMatchObject({
        refusal: { code: "capacity_saturated", scope: "bulkhead.provider:google" },
      });
    });

    it("send turns to a second provider while every place at the first is taken, and free the places a turn leaves", async () => {
      const { quota, noonMs, reserve } = await setUp(
        admission({ bulkheads: { openrouter_chat: 1, fireworks_chat: 1 } }),
      );
      const first = sampleRoute("google/gemini");
      const second = {
        id: "accounts/fireworks/models/qwen",
        places: ["fireworks_chat", "provider:fireworks"],
      } as const;
      const ask = (turn: number) => reserve(turn, { userId: `guest:${turn}`, routes: [first, second] });
      const moving = admitted(await ask(0));
      expect(moving.route).toBe(first.id);
      const failed = { route: first.id, ok: false };
      expect(await quota.reroute({ reservation: moving, nowMs: noonMs, failed, to: [second] })).toMatchObject({
        ok: true,
      });
      expect(admitted(await ask(1)).route).toBe(first.id);
      expect(await ask(2)).toMatchObject({
        refusal: { code: "capacity_saturated", scope: "bulkhead.openrouter_chat" },
      });
    });

    it("give a guest whose route failed no place that is kept for larger plans", async () => {
      const { quota, noonMs, reserve } = await setUp(admission({ bulkheads: { "provider:openai": 4 } }));
      const [first, second] = [sampleRoute("google/gemini"), sampleRoute("openai/gpt")];
      const move = (reservation: Reservation) =>
        quota.reroute({ reservation, nowMs: noonMs, failed: { route: first.id, ok: false }, to: [second] });
      for (let turn = 0; turn < 3; turn++) admitted(await reserve(turn, { userId: `guest:${turn}`, routes: [second] }));
      const guest = admitted(await reserve(3, { userId: "guest:3", routes: [first] }));
      const paying = admitted(await reserve(4, { userId: "acct", plan: "plus", routes: [first] }));
      expect(await move(guest)).toEqual({ ok: false });
      expect(await move(paying)).toEqual({ ok: true, route: second.id });
    });

    it("admit a fixed number of turns per second, and say when the next second begins", async () => {
      const { reserve, noonMs } = await setUp(admission({ turnsPerSecond: 2 }));
      for (let turn = 0; turn < 2; turn++) admitted(await reserve(turn, { userId: `guest:${turn}` }));
      const nowMs = noonMs + 400;
      expect(await reserve(2, { userId: "guest:2", nowMs })).toMatchObject({
        refusal: { code: "capacity_saturated", scope: "service.turns_per_second", retryAfterMs: 600 },
      });
      admitted(await reserve(2, { userId: "guest:2", nowMs: noonMs + 1_000 }));
    });

    it("bound all turns in flight", async () => {
      const { reserve } = await setUp(admission({ maxInFlight: 1 }));
      admitted(await reserve(0, { userId: "guest:0" }));
      expect(await reserve(1, { userId: "guest:1" })).toMatchObject({
        refusal: { code: "capacity_saturated", scope: "service.in_flight" },
      });
    });

    it("ask guests for proof of work while places are scarce, unless they have shown it", async () => {
      const { reserve } = await setUp({
        ...admission({ bulkheads: { openrouter_chat: 5 } }),
        guest: { placeShare: 1 },
      });
      const from = (turn: number, proven: boolean) => reserve(turn, { userId: `guest:${turn}`, proven });
      for (let turn = 0; turn < 4; turn++) admitted(await from(turn, false));
      expect(await from(4, false)).toMatchObject({ refusal: { code: "proof_required", scope: "bot.proof" } });
      admitted(await from(4, true));
    });

    it.each([
      ["model calls", { bulkheads: { openrouter_chat: 5 } }, "bulkhead.openrouter_chat"],
      ["turns in flight", { maxInFlight: 5 }, "service.in_flight"],
      ["turns per second", { turnsPerSecond: 5 }, "service.turns_per_second"],
    ] as const)("keep room for paying plans that guests and free users cannot take: %s", async (_, places, scope) => {
      const { reserve } = await setUp({ ...admission(places), guest: { placeShare: 0.5 } });
      const full = { refusal: { code: "capacity_saturated", scope } };
      const take = async (plan: PlanName, turns: readonly number[]) => {
        for (const turn of turns) admitted(await reserve(turn, { userId: `${plan}:${turn}`, plan }));
      };
      await take("guest", [0, 1, 2]);
      expect(await reserve(9, { userId: "guest:9" })).toMatchObject(full);
      await take("free", [3]);
      expect(await reserve(9, { userId: "free:9", plan: "free" })).toMatchObject(full);
      await take("pro", [4]);
      expect(await reserve(9, { userId: "pro:9", plan: "pro" })).toMatchObject(full);
    });
  });
}
