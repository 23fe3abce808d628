import { describe, expect, it } from "vitest";
import { DEFAULT_POLICY, PLAN_NAMES, PLANS, recordOf, serviceDay } from "@sendcat/shared-types";
import { admitted, DAY_MS, type SetUp } from "./quota-set-up.ts";

const { timeZone } = DEFAULT_POLICY;

export function userLimits(setUp: SetUp): void {
  describe("a user's own limits", () => {
    it("admit a plan's turns per day, then say when the day ends and that a larger plan has more", async () => {
      const { reserve, settle, noonMs } = await setUp({ guest: { turnsPerDay: 3 } });
      const remaining: number[] = [];
      for (let turn = 0; turn < 3; turn++) {
        const reservation = admitted(await reserve(turn));
        remaining.push(reservation.meters.turns.remaining);
        await settle(reservation);
      }
      expect(remaining).toEqual([2, 1, 0]);
      const { endMs } = serviceDay(noonMs, timeZone);
      expect(await reserve(3)).toEqual({
        ok: false,
        degraded: false,
        refusal: {
          code: "quota_exceeded",
          scope: "user.turns_per_day",
          message: "You have used all 3 messages for today.",
          limit: 3,
          remaining: 0,
          resetAtMs: endMs,
          retryAfterMs: endMs - noonMs,
          upgrade: true,
        },
      });
      expect(endMs - noonMs).toBe(DAY_MS / 2);
    });

    it("offer no upgrade to a user on the largest plan", async () => {
      const two = { ...PLANS.pro, turnsPerDay: 2 };
      const { reserve, settle } = await setUp({ plans: recordOf(PLAN_NAMES, () => two) });
      for (let turn = 0; turn < 2; turn++) await settle(admitted(await reserve(turn, { plan: "pro" })));
      expect(await reserve(2, { plan: "pro" })).toMatchObject({
        refusal: { code: "quota_exceeded", upgrade: false },
      });
    });

    it("start a new count at the service's midnight, not at UTC's", async () => {
      const { reserve, settle, noonMs } = await setUp({ guest: { turnsPerDay: 1 } });
      await settle(admitted(await reserve(0)));
      const { endMs } = serviceDay(noonMs, timeZone);
      expect(await reserve(1, { nowMs: endMs - 1 })).toMatchObject({ ok: false, refusal: { retryAfterMs: 1 } });
      expect(admitted(await reserve(1, { nowMs: endMs })).day).toBe(serviceDay(endMs, timeZone).name);
    });

    it("let a turn leave the rolling window to the millisecond", async () => {
      const window = { seconds: 600, turns: 2, tokens: 10_000 };
      const { reserve, settle, noonMs } = await setUp({ guest: { window } });
      await settle(admitted(await reserve(0)));
      await settle(admitted(await reserve(1, { nowMs: noonMs + 1_000 })));
      const roomAtMs = noonMs + 600_000;
      expect(await reserve(2, { nowMs: roomAtMs - 1 })).toMatchObject({
        ok: false,
        refusal: {
          code: "quota_exceeded",
          scope: "user.turns_per_window",
          limit: 2,
          resetAtMs: roomAtMs,
          retryAfterMs: 1,
        },
      });
      admitted(await reserve(2, { nowMs: roomAtMs }));
      expect(await reserve(3, { nowMs: roomAtMs })).toMatchObject({ refusal: { resetAtMs: roomAtMs + 1_000 } });
    });

    it("count a turn's used tokens against the day and the window, and until then its reserved ones", async () => {
      const window = { seconds: 600, turns: 50, tokens: 500 };
      const { reserve, settle, snapshot, noonMs } = await setUp({ guest: { tokensPerDay: 600, window } });
      const first = admitted(await reserve(0, { tokens: 300 }));
      expect(await reserve(1, { tokens: 250 })).toMatchObject({
        refusal: { code: "too_many_streams", scope: "user.tokens_on_hold" },
      });
      await settle(first, { tokens: 200 });
      expect(await reserve(1, { tokens: 301 })).toMatchObject({
        refusal: { code: "quota_exceeded", scope: "user.tokens_per_window", resetAtMs: noonMs + 600_000 },
      });
      await settle(admitted(await reserve(1, { tokens: 300 })), { tokens: 300 });
      expect(await snapshot()).toMatchObject({
        tokens: { used: 500, remaining: 100 },
        window: { tokens: { used: 500 } },
      });
      const later = { nowMs: noonMs + 600_000 };
      expect(await reserve(2, { ...later, tokens: 101 })).toMatchObject({
        refusal: { code: "quota_exceeded", scope: "user.tokens_per_day", remaining: 100, upgrade: true },
      });
      admitted(await reserve(2, { ...later, tokens: 100 }));
    });

    it("admit as many answers at a time as the plan allows, and the next when one is settled", async () => {
      const { reserve, settle } = await setUp();
      const first = admitted(await reserve(0));
      admitted(await reserve(1));
      const third = await reserve(2);
      expect(third).toMatchObject({
        ok: false,
        refusal: { code: "too_many_streams", scope: "user.in_flight", limit: 2 },
      });
      expect(third.ok ? 0 : third.refusal.retryAfterMs).toSatisfy((ms: number) => ms > 0 && ms <= 5_000);
      await settle(first);
      admitted(await reserve(2));
    });

    it("show a user what is used and what is left", async () => {
      const { reserve, settle, snapshot, noonMs } = await setUp();
      expect(await snapshot()).toMatchObject({ turns: { used: 0, remaining: 20 }, inFlight: { used: 0 } });
      await settle(admitted(await reserve(0)), { tokens: 40 });
      admitted(await reserve(1));
      const { endMs: resetAtMs } = serviceDay(noonMs, timeZone);
      const { window, tokensPerDay } = PLANS.guest;
      expect(await snapshot()).toEqual({
        plan: "guest",
        turns: { limit: 20, used: 2, remaining: 18, resetAtMs },
        tokens: { limit: tokensPerDay, used: 140, remaining: tokensPerDay - 140, resetAtMs },
        window: {
          seconds: window.seconds,
          turns: {
            limit: window.turns,
            used: 2,
            remaining: window.turns - 2,
            resetAtMs: noonMs + window.seconds * 1_000,
          },
          tokens: {
            limit: window.tokens,
            used: 140,
            remaining: window.tokens - 140,
            resetAtMs: noonMs + window.seconds * 1_000,
          },
        },
        inFlight: { limit: 2, used: 1 },
      });
    });

    it("treat the same turn id of two users as two turns", async () => {
      const { reserve } = await setUp();
      admitted(await reserve(0, { userId: "guest:one" }));
      expect(admitted(await reserve(0, { userId: "guest:two" })).replayed).toBe(false);
    });
  });
}
