import { describe, expect, it } from "vitest";
import type { ModelPrices, TokenPrices } from "@sendcat/shared-types";

/** Prices to hold to the contract, nothing of which was fetched yet, and what only their provider can do. */
export interface ModelPricesHarness {
  readonly prices: ModelPrices;
  /** Models of OpenRouter's list. */
  readonly list: Readonly<Record<string, TokenPrices>>;
  /** How often the list was asked for. */
  fetches(): number;
  /** From now on the provider does not answer, or does again. */
  setDown(isDown: boolean): void;
  /** From now on it is so much later. */
  later(ms: number): void;
}

const route = (model: string) => ({ provider: "openrouter", model }) as const;

/** What every ModelPrices must do. `open` is called once a test. */
export function modelPricesContract(name: string, open: () => Promise<ModelPricesHarness>): void {
  describe(`ModelPrices: ${name}`, () => {
    it("know nothing until they have the list, and then what each of its models costs", async () => {
      const { prices, list } = await open();
      const models = Object.keys(list);
      expect(models.length).toBeGreaterThan(0);
      for (const model of models) expect(prices.priceOf(route(model))).toBeNull();
      await prices.refresh();
      for (const [model, price] of Object.entries(list)) expect(prices.priceOf(route(model))).toEqual(price);
      expect(prices.priceOf(route("no/such-model"))).toBeNull();
      expect(prices.priceOf(route("constructor"))).toBeNull();
    });

    it("are asked for once, whoever asks at once, and again when they are old", async () => {
      const { prices, fetches, later } = await open();
      await Promise.all([prices.refresh(), prices.refresh(), prices.refresh()]);
      await prices.refresh();
      expect(fetches()).toBe(1);
      later(24 * 3_600_000);
      await prices.refresh();
      expect(fetches()).toBe(2);
    });

    it("stay the last that were known while the provider is away, and reject nothing", async () => {
      const { prices, list, setDown, later } = await open();
      setDown(true);
      await prices.refresh();
      const [[model, price] = ["", null]] = Object.entries(list);
      expect(prices.priceOf(route(model))).toBeNull();
      setDown(false);
      later(3_600_000);
      await prices.refresh();
      expect(prices.priceOf(route(model))).toEqual(price);
      setDown(true);
      later(24 * 3_600_000);
      await prices.refresh();
      expect(prices.priceOf(route(model))).toEqual(price);
    });
  });
}
