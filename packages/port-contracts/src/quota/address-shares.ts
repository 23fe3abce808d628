import { describe, expect, it } from "vitest";
import { DEFAULT_POLICY, type PlanName } from "@sendcat/shared-types";
import { admission, admitted, type SetUp } from "./quota-set-up.ts";

const { address } = DEFAULT_POLICY.admission;
const HALF = { scarceFrom: 0.5, unproven: 0.25, proven: 0.75 };
const ONE = "192.0.2.1";
const OTHER = "2001:db8::1";

/** What the guests of one address may use of what all guests share. */
export function addressShares(setUp: SetUp): void {
  describe("the guests of one address", () => {
    interface Given {
      readonly from?: string;
      readonly proven?: boolean;
      readonly plan?: PlanName;
    }
    const places = async () => {
      const bulkheads = { openrouter_chat: 8 };
      const context = await setUp({
        ...admission({ bulkheads, address: { ...address, places: HALF } }),
        guest: { placeShare: 1, maxInFlight: 1 },
      });
      const ask = (turn: number, { from = ONE, proven = true, plan = "guest" }: Given = {}) =>
        context.reserve(turn, { userId: `${plan}:${turn}`, address: from, proven, plan });
      return { ...context, ask };
    };

    it("cannot take every place: a proof takes them past a quarter, none past three quarters, and others find room", async () => {
      const { ask } = await places();
      for (let turn = 0; turn < 4; turn++) admitted(await ask(turn, { proven: false }));
      expect(await ask(4, { proven: false })).toMatchObject({ refusal: { code: "proof_required" } });
      for (let turn = 4; turn < 6; turn++) admitted(await ask(turn));
      expect(await ask(6)).toMatchObject({ refusal: { code: "capacity_saturated", scope: "address.in_flight" } });
      admitted(await ask(6, { plan: "free" }));
      admitted(await ask(7, { from: OTHER }));
    });

    it("get a place again when one of their answers ends, also after it changed its route", async () => {
      const { quota, ask, settle, noonMs, offer } = await places();
      const [first] = [admitted(await ask(0)), admitted(await ask(1))];
      for (let turn = 2; turn < 6; turn++) admitted(await ask(turn));
      const [failed, to] = [offer.routes[0].id, offer.routes[1] ?? offer.routes[0]];
      await quota.reroute({ reservation: first, nowMs: noonMs, failed: { route: failed, ok: false }, to: [to] });
      expect(await ask(6)).toMatchObject({ refusal: { scope: "address.in_flight" } });
      await settle(first);
      admitted(await ask(6));
    });

    it("cannot spend the guests' money of the day alone, and accounts are not bound by what they spent", async () => {
      const spend = { scarceFrom: 0.4, unproven: 0.2, proven: 0.4 };
      const { reserve, settle } = await setUp({
        ...admission({ address: { ...address, spend } }),
        guest: { spendPerDayMicroUsd: 10_000 },
      });
      const ask = (turn: number, { from = ONE, proven = true, plan = "guest" }: Given = {}) =>
        reserve(turn, { userId: `${plan}:${turn}`, address: from, proven, plan });
      for (let turn = 0; turn < 3; turn++)
        await settle(admitted(await ask(turn, { proven: false })), { costMicroUsd: 1_000 });
      const last = admitted(await ask(3));
      expect(await ask(4)).toMatchObject({ refusal: { code: "capacity_saturated", scope: "service.spend_on_hold" } });
      expect(await ask(4, { proven: false })).toMatchObject({ refusal: { code: "proof_required" } });
      await settle(last, { costMicroUsd: 1_000 });
      expect(await ask(4)).toMatchObject({
        refusal: { code: "spend_cap_reached", scope: "address.spend_per_day", upgrade: true },
      });
      admitted(await ask(4, { plan: "free" }));
      admitted(await ask(5, { from: OTHER, proven: false }));
    });

    it("have as much of the day's money as a corrected cost leaves them", async () => {
      const { reserve, settle } = await setUp({
        ...admission({ address: { ...address, spend: { scarceFrom: 0, unproven: 0, proven: 0.2 } } }),
        guest: { spendPerDayMicroUsd: 10_000 },
      });
      const first = admitted(await reserve(0, { address: ONE, costMicroUsd: 2_000 }));
      await settle(first, { costMicroUsd: 2_000, final: false });
      expect(await reserve(1, { address: ONE, costMicroUsd: 500 })).toMatchObject({ ok: false });
      await settle(first, { costMicroUsd: 1_500 });
      admitted(await reserve(1, { address: ONE, costMicroUsd: 500 }));
    });
  });
}
