import { describe, expect, it } from "vitest";
import { admitted, type SetUp } from "./quota-set-up.ts";

/** A guest's usage moves to the account they sign in to. */
export function carriedUsage(setUp: SetUp): void {
  describe("a guest's usage", () => {
    it("counts for the account after sign-in, once, and no longer for the guest", async () => {
      const { quota, reserve, settle, snapshot, noonMs } = await setUp();
      for (const turn of [1, 2]) await settle(admitted(await reserve(turn)), { tokens: 60 });
      const from = admitted(await reserve(3));
      const to = `user:${crypto.randomUUID()}`;
      const own = admitted(await reserve(4, { userId: to, plan: "free" }));
      await settle(own, { tokens: 5 });
      for (let time = 0; time < 3; time++) expect(await quota.carry({ from: from.userId, to })).toBe(true);
      const ofAccount = await quota.snapshot({ userId: to, plan: "free", nowMs: noonMs });
      expect(ofAccount).toMatchObject({ turns: { used: 3 }, tokens: { used: 125 }, window: { turns: { used: 3 } } });
      // The third turn is still running: it stays the guest's, and ends there.
      expect(await snapshot()).toMatchObject({ turns: { used: 1 }, tokens: { used: 100 }, inFlight: { used: 1 } });
      await settle(from, { tokens: 40 });
      expect(await snapshot()).toMatchObject({ turns: { used: 1 }, tokens: { used: 40 }, inFlight: { used: 0 } });
    });

    it("may be empty: nothing moves and nothing fails", async () => {
      const { quota, noonMs } = await setUp();
      const [from, to] = [`guest:${crypto.randomUUID()}`, `user:${crypto.randomUUID()}`];
      expect(await quota.carry({ from, to })).toBe(true);
      expect(await quota.snapshot({ userId: to, plan: "free", nowMs: noonMs })).toMatchObject({ turns: { used: 0 } });
    });
  });
}
