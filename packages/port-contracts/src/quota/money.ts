import { describe, expect, it } from "vitest";
import { DEFAULT_POLICY, type Offer, serviceDay } from "@sendcat/shared-types";
import { admitted, spend, type SetUp } from "./quota-set-up.ts";

const { timeZone } = DEFAULT_POLICY;

export function money(setUp: SetUp): void {
  describe("money", () => {
    it("is never reserved beyond the service's budget of the day, and a refusal does not reveal the budget", async () => {
      const { reserve, settle, noonMs } = await setUp(spend(10_000));
      for (let turn = 0; turn < 2; turn++) {
        const reservation = admitted(await reserve(turn, { userId: `guest:${turn}`, costMicroUsd: 5_000 }));
        await settle(reservation, { costMicroUsd: 5_000 });
      }
      const { endMs } = serviceDay(noonMs, timeZone);
      expect(await reserve(2, { costMicroUsd: 1 })).toEqual({
        ok: false,
        degraded: false,
        refusal: {
          code: "spend_cap_reached",
          scope: "service.spend_per_day",
          message: "Today’s budget for answers is used up.",
          resetAtMs: endMs,
          retryAfterMs: endMs - noonMs,
        },
      });
    });

    it("is refused with a short wait when only unfinished answers are in the way", async () => {
      const { reserve, settle } = await setUp(spend(10_000));
      const first = admitted(await reserve(0, { userId: "guest:0", costMicroUsd: 9_000 }));
      const refused = await reserve(1, { costMicroUsd: 2_000 });
      expect(refused).toMatchObject({ refusal: { code: "capacity_saturated", scope: "service.spend_on_hold" } });
      expect(refused.ok ? 0 : refused.refusal.retryAfterMs).toBeLessThanOrEqual(5_000);
      await settle(first, { costMicroUsd: 1_000 });
      admitted(await reserve(1, { costMicroUsd: 2_000 }));
    });

    it("is limited for each plan separately", async () => {
      const { reserve } = await setUp({ guest: { spendPerDayMicroUsd: 1_500 } });
      admitted(await reserve(0));
      expect(await reserve(1, { userId: "guest:1" })).toMatchObject({ refusal: { scope: "service.spend_on_hold" } });
      expect(await reserve(1, { userId: "guest:1", costMicroUsd: 1_501 })).toMatchObject({
        refusal: {
          code: "spend_cap_reached",
          scope: "plan.spend_per_day",
          message: expect.stringContaining("Your plan"),
          upgrade: true,
        },
      });
      admitted(await reserve(2, { userId: "acct", plan: "free" }));
    });

    it("is reserved for the second offer when the first is too expensive", async () => {
      const { reserve, offer, settle } = await setUp(spend(10_000));
      const dear: Offer = { ...offer, model: "smart", costMicroUsd: 3_000, spendCapMicroUsd: 5_000 };
      const cheap: Offer = { ...offer, spendCapMicroUsd: 10_000 };
      const ask = (turn: number) => reserve(turn, { userId: `guest:${turn}`, offers: [dear, cheap] });
      const first = admitted(await ask(0));
      expect(first.model).toBe("smart");
      await settle(first, { costMicroUsd: 3_000 });
      expect(admitted(await ask(1))).toMatchObject({ model: "fast", costMicroUsd: 1_000 });
    });

    it("is freed when a turn did not use it", async () => {
      const { reserve, settle } = await setUp(spend(10_000));
      await settle(admitted(await reserve(0, { costMicroUsd: 10_000 })), { costMicroUsd: 4_000 });
      expect(await reserve(1, { costMicroUsd: 6_001 })).toMatchObject({ ok: false });
      admitted(await reserve(1, { costMicroUsd: 6_000 }));
    });

    it("is charged for an estimated cost once, and corrected once when the cost is known", async () => {
      const { reserve, settle, snapshot } = await setUp(spend(10_000));
      const reservation = admitted(await reserve(0, { costMicroUsd: 5_000 }));
      await settle(reservation, { costMicroUsd: 5_000, tokens: 90, final: false });
      await settle(reservation, { costMicroUsd: 1, tokens: 1, final: false });
      for (let i = 0; i < 2; i++) await settle(reservation, { costMicroUsd: 3_000, tokens: 70 });
      expect(await snapshot()).toMatchObject({ turns: { used: 1 }, tokens: { used: 70 } });
      expect(await reserve(1, { costMicroUsd: 7_001 })).toMatchObject({ ok: false });
      admitted(await reserve(1, { costMicroUsd: 7_000 }));
    });

    it("raises each budget alert once", async () => {
      const { reserve, settle } = await setUp({
        spend: { ...DEFAULT_POLICY.spend, perDayMicroUsd: 10_000, alertsAtPercent: [50, 80, 95] },
      });
      const alerts: (readonly number[])[] = [];
      for (const [turn, costMicroUsd] of [4_000, 2_000, 3_000, 900].entries()) {
        const reservation = admitted(await reserve(turn, { userId: `guest:${turn}`, costMicroUsd }));
        alerts.push((await settle(reservation, { costMicroUsd })).alertsAtPercent);
      }
      expect(alerts).toEqual([[], [50], [80], [95]]);
    });

    it("is charged to the day the turn was admitted in, even after midnight", async () => {
      const { reserve, settle, snapshot, noonMs } = await setUp(spend(10_000));
      const { endMs } = serviceDay(noonMs, timeZone);
      const [before, after] = [endMs - 1_000, endMs + 1_000];
      const reservation = admitted(await reserve(0, { nowMs: before, costMicroUsd: 8_000 }));
      await settle(reservation, { nowMs: after, costMicroUsd: 8_000 });
      admitted(await reserve(1, { nowMs: after, costMicroUsd: 10_000 }));
      expect(await reserve(2, { nowMs: before, costMicroUsd: 2_001 })).toMatchObject({ ok: false });
      expect(await snapshot(after)).toMatchObject({ turns: { used: 1 }, inFlight: { used: 1 } });
    });

    it("is refused and never charged when an amount is not whole micro-dollars", async () => {
      const { reserve, settle, snapshot } = await setUp();
      for (const costMicroUsd of [-1, 0.5, Number.NaN, 2 ** 53]) {
        await expect(reserve(0, { costMicroUsd })).rejects.toMatchObject({ name: "SendcatError" });
      }
      expect(await snapshot()).toMatchObject({ turns: { used: 0 }, inFlight: { used: 0 } });
      const reservation = admitted(await reserve(0));
      await expect(settle(reservation, { costMicroUsd: -1 })).rejects.toMatchObject({ name: "SendcatError" });
      expect(await snapshot()).toMatchObject({ inFlight: { used: 1 } });
    });
  });
}
