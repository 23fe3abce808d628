import { describe, expect, it } from "vitest";
import type { PriceList, TokenPrices } from "@sendcat/shared-types";

/** The price list under test, not fetched yet, and controls for its provider. */
export interface PriceListHarness {
  readonly prices: PriceList;
  /** Models on the provider's list. */
  readonly list: Readonly<Record<string, TokenPrices>>;
  /** How often the list was fetched. */
  fetches(): number;
  /** Makes the provider unreachable, or reachable again. */
  setDown(isDown: boolean): void;
  /** Moves the clock forward. */
  later(ms: number): void;
}

/** The tests that every PriceList must pass. `open` is called once per test. */
export function priceListContract(name: string, open: () => Promise<PriceListHarness>): void {
  describe(`PriceList: ${name}`, () => {
    it("knows no price before the first fetch, then the price of every model in the list", async () => {
      const { prices, list } = await open();
      const models = Object.keys(list);
      expect(models.length).toBeGreaterThan(0);
      for (const model of models) expect(prices.priceOf(model)).toBeNull();
      await prices.refresh();
      for (const [model, price] of Object.entries(list)) expect(prices.priceOf(model)).toEqual(price);
      expect(prices.priceOf("no/such-model")).toBeNull();
      expect(prices.priceOf("constructor")).toBeNull();
    });

    it("fetches the list once for concurrent callers, and again when it is old", async () => {
      const { prices, fetches, later } = await open();
      await Promise.all([prices.refresh(), prices.refresh(), prices.refresh()]);
      await prices.refresh();
      expect(fetches()).toBe(1);
      later(24 * 3_600_000);
      await prices.refresh();
      expect(fetches()).toBe(2);
    });

    it("keeps the last known prices while the provider is unreachable", async () => {
      const { prices, list, setDown, later } = await open();
      setDown(true);
      await prices.refresh();
      const [[model, price] = ["", null]] = Object.entries(list);
      expect(prices.priceOf(model)).toBeNull();
      setDown(false);
      later(3_600_000);
      await prices.refresh();
      expect(prices.priceOf(model)).toEqual(price);
      setDown(true);
      later(24 * 3_600_000);
      await prices.refresh();
      expect(prices.priceOf(model)).toEqual(price);
    });
  });
}
