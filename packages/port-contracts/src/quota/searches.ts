import { describe, expect, it } from "vitest";
import { DEFAULT_POLICY, type Reservation, type ReserveRequest } from "@sendcat/shared-types";
import { admission, admitted, spend, type SetUp } from "./quota-set-up.ts";
import { sampleRoute } from "./sample-route.ts";

const { address } = DEFAULT_POLICY.admission;
const ONE = "192.0.2.1";

/** A search is part of the turn that asked for it. */
export function searches(setUp: SetUp): void {
  describe("the searches of a turn", () => {
    const open = async (policy: Parameters<SetUp>[0]) => {
      const context = await setUp(policy);
      const search = (number: number, turn: Reservation, given: Partial<ReserveRequest> = {}) =>
        context.reserve(number, {
          userId: `service:tool:${number}`,
          isJob: true,
          partOf: turn,
          tokens: 0,
          costMicroUsd: 1_000,
          routes: [sampleRoute("serper/search", "openrouter_jobs")],
          ...given,
        });
      const pay = async (number: number, turn: Reservation) =>
        await context.settle(admitted(await search(number, turn)), { costMicroUsd: 1_000, counts: false });
      /** How much of the day's money is neither spent nor reserved. */
      const left = async (turn: number, most: number) => {
        for (let costMicroUsd = most; costMicroUsd > 0; costMicroUsd -= 1_000) {
          const taken = await context.reserve(turn, { userId: `left:${turn}`, plan: "free", costMicroUsd });
          if (!taken.ok) continue;
          await context.settle(taken.reservation, { counts: false });
          return costMicroUsd;
        }
        return 0;
      };
      return { ...context, search, pay, left };
    };

    it("are paid from what the turn reserved for them: they pass while nothing else is left, and reserve nothing more", async () => {
      const { reserve, settle, search, pay, left } = await open(spend(10_000));
      const turn = admitted(await reserve(0, { costMicroUsd: 4_000, searchMicroUsd: 3_000 }));
      expect(turn.costMicroUsd).toBe(4_000);
      expect(await left(10, 10_000)).toBe(3_000);
      const other = admitted(await reserve(1, { userId: "guest:other", costMicroUsd: 3_000 }));
      const running = admitted(await search(2, turn));
      await pay(3, turn);
      const failing = admitted(await search(4, turn));
      expect(await search(5, turn)).toMatchObject({ refusal: { scope: "service.spend_on_hold" } });
      await settle(failing, { costMicroUsd: 0, counts: false });
      await settle(other, { costMicroUsd: 0 });
      // Spent 1, running 1, the turn's own 4; the one that failed gave its money back.
      expect(await left(11, 10_000)).toBe(4_000);
      await settle(running, { costMicroUsd: 1_000, counts: false });
      await settle(turn, { costMicroUsd: 2_000 });
      expect(await left(12, 10_000)).toBe(6_000);
    });

    it("give back with the turn what none of them has taken, and count as money of the day when they end after it", async () => {
      const { reserve, settle, search, left } = await open(spend(10_000));
      const turn = admitted(await reserve(0, { costMicroUsd: 4_000, searchMicroUsd: 3_000 }));
      const late = admitted(await search(1, turn));
      await settle(turn, { costMicroUsd: 1_000 });
      expect(await left(10, 10_000)).toBe(8_000);
      const later = admitted(await search(2, turn));
      for (const each of [late, later, late]) await settle(each, { costMicroUsd: 1_000, counts: false });
      expect(await left(11, 10_000)).toBe(7_000);
    });

    it("that the turn no longer holds money for pass only within the caps", async () => {
      const { reserve, settle, search } = await open(spend(5_000));
      const turn = admitted(await reserve(0, { costMicroUsd: 4_000, searchMicroUsd: 1_000 }));
      await settle(turn, { costMicroUsd: 4_500 });
      expect(await search(1, turn)).toMatchObject({ refusal: { code: "spend_cap_reached" } });
    });

    it("are money of the turn's address, during the turn and after it, but take none of the address's places", async () => {
      const shares = { scarceFrom: 0, unproven: 0.4, proven: 0.4 };
      const places = { scarceFrom: 0, unproven: 0.5, proven: 0.5 };
      const { reserve, settle, search, pay } = await open({
        ...admission({ address: { ...address, spend: shares, places }, bulkheads: { openrouter_chat: 4 } }),
        guest: { spendPerDayMicroUsd: 10_000, placeShare: 1, maxInFlight: 1 },
      });
      const ask = (turn: number, costMicroUsd: number, from = ONE) =>
        reserve(turn, { userId: `guest:${turn}`, address: from, costMicroUsd });
      const turn = admitted(
        await reserve(0, { userId: "guest:0", address: ONE, costMicroUsd: 1_000, searchMicroUsd: 2_000 }),
      );
      await pay(1, turn);
      const running = admitted(await search(2, turn));
      // Two of four places: the turn and this one.
      const second = admitted(await ask(3, 1_000));
      await settle(running, { costMicroUsd: 1_000, counts: false });
      await settle(turn, { costMicroUsd: 1_000 });
      await settle(second, { costMicroUsd: 0 });
      await pay(4, turn);
      expect(await ask(5, 1)).toMatchObject({ refusal: { scope: "address.spend_per_day" } });
      expect(await search(6, turn)).toMatchObject({ refusal: { scope: "address.spend_per_day" } });
      admitted(await ask(7, 1_000, "192.0.2.2"));
    });
  });
}
