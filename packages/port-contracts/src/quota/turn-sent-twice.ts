import { describe, expect, it } from "vitest";
import { admission, admitted, spend, type SetUp } from "./quota-set-up.ts";

export function turnSentTwice(setUp: SetUp): void {
  describe("a turn sent twice", () => {
    it("is charged once and takes one place", async () => {
      const { reserve, settle, snapshot } = await setUp({ guest: { turnsPerDay: 1, maxInFlight: 1 } });
      const first = admitted(await reserve(0));
      expect(first.replayed).toBe(false);
      const again = admitted(await reserve(0));
      expect(again).toEqual({ ...first, replayed: true });
      await settle(first);
      expect(admitted(await reserve(0))).toMatchObject({ replayed: true, meters: { turns: { remaining: 0 } } });
      expect(await snapshot()).toMatchObject({ turns: { used: 1 }, inFlight: { used: 0 } });
    });

    it("stays on the plan it was admitted on when its user changes plan meanwhile", async () => {
      const { reserve } = await setUp();
      expect(admitted(await reserve(0)).plan).toBe("guest");
      expect(admitted(await reserve(0, { plan: "plus" }))).toMatchObject({ replayed: true, plan: "guest" });
    });

    it("settles once, however often it is settled", async () => {
      const { reserve, settle } = await setUp(spend(10_000));
      const reservation = admitted(await reserve(0));
      const answers = await Promise.all(Array.from({ length: 5 }, () => settle(reservation, { costMicroUsd: 4_000 })));
      expect(answers.map(({ settled }) => settled)).toEqual([true, true, true, true, true]);
      admitted(await reserve(1, { costMicroUsd: 6_000 }));
    });

    it("can be sent again under its id when it never reached the model", async () => {
      const { reserve, settle, snapshot } = await setUp({ guest: { turnsPerDay: 1 } });
      const reservation = admitted(await reserve(0));
      for (let i = 0; i < 2; i++) await settle(reservation, { counts: false });
      expect(await snapshot()).toMatchObject({
        turns: { used: 0, remaining: 1 },
        tokens: { used: 0 },
        inFlight: { used: 0 },
      });
      expect(admitted(await reserve(0))).toMatchObject({ replayed: false, meters: { turns: { remaining: 0 } } });
    });

    it("is charged when one request gives it back and another, which had it replayed, runs it", async () => {
      const { reserve, settle, snapshot } = await setUp({ guest: { turnsPerDay: 5 }, ...spend(10_000) });
      const reservation = admitted(await reserve(0));
      expect(admitted(await reserve(0)).replayed).toBe(true);
      await settle(reservation, { counts: false });
      for (let i = 0; i < 2; i++) await settle(reservation, { costMicroUsd: 4_000, tokens: 70 });
      expect(await snapshot()).toMatchObject({
        turns: { used: 1 },
        tokens: { used: 70 },
        window: { turns: { used: 1 }, tokens: { used: 70 } },
      });
      expect((await reserve(1, { costMicroUsd: 6_001 })).ok).toBe(false);
      admitted(await reserve(2, { costMicroUsd: 6_000 }));
    });

    it("is told apart from 200 concurrent ones: exactly the limit is admitted", async () => {
      const { reserve } = await setUp({
        ...admission({ bulkheads: {}, turnsPerSecond: 1_000 }),
        guest: { turnsPerDay: 20, maxInFlight: 100, window: { seconds: 60, turns: 500, tokens: 1_000_000 } },
      });
      const results = await Promise.all(Array.from({ length: 200 }, (_, turn) => reserve(turn)));
      expect(results.filter((result) => result.ok)).toHaveLength(20);
    });
  });
}
