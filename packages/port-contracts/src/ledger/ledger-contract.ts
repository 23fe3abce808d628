import { describe, expect, it } from "vitest";
import type { Ledger, PlanName } from "@sendcat/shared-types";

/** A turn's booking. */
export interface Booking {
  readonly userId: string;
  readonly plan: PlanName;
  readonly day: string;
  readonly chargedMicroUsd: number;
  readonly chargedTokens: number;
  /** False when the user got the turn back. */
  readonly counts: boolean;
}

/** The ledger under test, and a control for its surroundings. */
export interface LedgerHarness {
  readonly ledger: Ledger;
  /** A ledger that was never written to; null where none can be made. */
  readonly empty: Ledger | null;
  book(booking: Booking): Promise<void>;
}

const NOTHING = { guest: 0, free: 0, plus: 0, pro: 0 };

/** The tests that every Ledger must pass. `open` is called once. */
export function ledgerContract(name: string, open: () => Promise<LedgerHarness>): void {
  describe(`Ledger: ${name}`, () => {
    let opened: Promise<LedgerHarness> | undefined;
    let days = 0;
    const setUp = async () => {
      const harness = await (opened ??= open());
      const day = `2025-01-${String(++days).padStart(2, "0")}`;
      const turn = { plan: "guest", day, chargedMicroUsd: 9, chargedTokens: 2, counts: true } as const;
      const userId = `guest:${crypto.randomUUID()}`;
      const book = async (changed: Partial<Booking> = {}) => await harness.book({ userId, ...turn, ...changed });
      return { ...harness, day, userId, book };
    };

    it("sums a day's money by plan, so that caps hold after Redis lost its data", async () => {
      const { ledger, day, book } = await setUp();
      await book();
      await book({ chargedMicroUsd: 11 });
      await book({ userId: `user:${crypto.randomUUID()}`, plan: "pro", chargedMicroUsd: 500 });
      await book({ day: "2024-12-31", chargedMicroUsd: 7_000 });
      expect(await ledger.dayTotals(day)).toEqual({
        chargedMicroUsd: { ...NOTHING, guest: 20, pro: 500 },
        isNew: false,
      });
    });

    it("sums one user's day, so that used turns stay used after Redis lost its data", async () => {
      const { ledger, day, userId, book } = await setUp();
      await book();
      await book({ chargedTokens: 5 });
      await book({ day: "2024-12-31" });
      await book({ userId: `guest:${crypto.randomUUID()}` });
      expect(await ledger.userTotals({ userId, day })).toEqual({ turns: 2, tokens: 7 });
    });

    it("does not count a returned turn, but does count its cost", async () => {
      const { ledger, day, userId, book } = await setUp();
      await book({ counts: false });
      expect(await ledger.userTotals({ userId, day })).toEqual({ turns: 0, tokens: 0 });
      expect((await ledger.dayTotals(day)).chargedMicroUsd.guest).toBe(9);
    });

    it("answers for a day or user without rows, and tells a new installation from a quiet day", async () => {
      const { ledger, empty, day, book } = await setUp();
      if (empty) expect(await empty.dayTotals(day)).toEqual({ chargedMicroUsd: NOTHING, isNew: true });
      await book({ day: "2024-12-31" });
      expect(await ledger.dayTotals(day)).toEqual({ chargedMicroUsd: NOTHING, isNew: false });
      expect(await ledger.userTotals({ userId: "guest:nobody", day })).toEqual({ turns: 0, tokens: 0 });
    });
  });
}
