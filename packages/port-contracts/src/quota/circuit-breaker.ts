import { describe, expect, it } from "vitest";
import { DEFAULT_POLICY, type Reservation } from "@sendcat/shared-types";
import { admission, admitted, type SetUp } from "./quota-set-up.ts";
import { sampleRoute } from "./sample-route.ts";

export function circuitBreaker(setUp: SetUp): void {
  describe("a circuit breaker", () => {
    const failed = (route: string) => ({ route, ok: false });
    const { consecutiveFailures, openMs, probes, closeAfter } = DEFAULT_POLICY.breaker;

    /** Sends turns that fail on every route; returns how many were admitted before the first was shed. */
    const failUntilShed = async ({ reserve, settle, noonMs }: Awaited<ReturnType<SetUp>>) => {
      for (let turn = 0; turn < 20; turn++) {
        const result = await reserve(turn, { userId: `guest:${turn}`, nowMs: noonMs + turn });
        if (!result.ok) return { turn, result };
        const outcomes = [failed("google/gemini"), failed("openai/gpt")];
        await settle(result.reservation, { nowMs: noonMs + turn, counts: false, outcomes });
      }
      throw new Error("never shed");
    };

    it("opens after failures in a row, and sheds turns with the time of the next attempt", async () => {
      const context = await setUp();
      const { turn, result } = await failUntilShed(context);
      expect(turn).toBe(consecutiveFailures);
      expect(result).toMatchObject({ refusal: { code: "provider_unavailable", scope: "provider.breaker" } });
      expect(result.refusal.retryAfterMs).toSatisfy((ms: number) => ms > 0 && ms <= openMs);
    });

    it("sends turns to the other route while one is open", async () => {
      const { reserve, settle, noonMs } = await setUp();
      for (let turn = 0; turn < consecutiveFailures; turn++) {
        const reservation = admitted(await reserve(turn, { userId: `guest:${turn}` }));
        expect(reservation.route).toBe("google/gemini");
        await settle(reservation, { outcomes: [failed("google/gemini"), { route: "openai/gpt", ok: true }] });
      }
      expect(admitted(await reserve(50, { userId: "guest:50", nowMs: noonMs + 1 })).route).toBe("openai/gpt");
    });

    it("lets a few probes through when its time is over, and closes when they succeed", async () => {
      const context = await setUp();
      const { reserve, settle, noonMs } = context;
      await failUntilShed(context);
      const nowMs = noonMs + 20 + openMs;
      const ask = (turn: number) =>
        reserve(turn, { userId: `guest:p${turn}`, nowMs, routes: [sampleRoute("google/gemini")] });
      const tried = [];
      for (let turn = 100; turn < 100 + probes + 1; turn++) tried.push(await ask(turn));
      expect(tried.map(({ ok }) => ok)).toEqual([...Array<boolean>(probes).fill(true), false]);
      expect(tried.at(-1)).toMatchObject({ refusal: { code: "provider_unavailable" } });
      for (const probe of tried.slice(0, closeAfter)) {
        await settle(admitted(probe), { nowMs: nowMs + 10, outcomes: [{ route: "google/gemini", ok: true }] });
      }
      for (let turn = 200; turn < 210; turn++) admitted(await ask(turn));
    });

    it("opens again, for longer, when a probe fails", async () => {
      const context = await setUp();
      const { reserve, settle, noonMs } = context;
      await failUntilShed(context);
      const nowMs = noonMs + 20 + openMs;
      const ask = (turn: number, at: number) =>
        reserve(turn, { userId: `guest:p${turn}`, nowMs: at, routes: [sampleRoute("google/gemini")] });
      await settle(admitted(await ask(100, nowMs)), { nowMs, counts: false, outcomes: [failed("google/gemini")] });
      expect(await ask(101, nowMs + 2 * openMs - 1)).toMatchObject({ refusal: { scope: "provider.breaker" } });
      admitted(await ask(101, nowMs + 2 * openMs));
    });

    it("moves a turn whose route failed to the next route, and reports the failure at once", async () => {
      const { quota, reserve, noonMs } = await setUp(admission({ bulkheads: { "provider:openai": 1 } }));
      const move = (reservation: Reservation) =>
        quota.reroute({ reservation, nowMs: noonMs, failed: failed("google/gemini"), to: [sampleRoute("openai/gpt")] });
      const [first, second] = [admitted(await reserve(0)), admitted(await reserve(1))];
      expect(await move(first)).toEqual({ ok: true, route: "openai/gpt" });
      expect(await move(second)).toEqual({ ok: false });
      for (let i = 2; i < consecutiveFailures; i++) await move(second);
      expect(await reserve(9, { userId: "guest:9", routes: [sampleRoute("google/gemini")] })).toMatchObject({
        refusal: { scope: "provider.breaker" },
      });
    });
  });
}
