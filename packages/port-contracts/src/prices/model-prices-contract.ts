import { describe, expect, it } from "vitest";
import type { ModelPrices, TokenPrices } from "@sendcat/shared-types";

/** Prices of two providers, not fetched yet: OpenRouter publishes a list, Fireworks does not. */
export interface ModelPricesHarness {
  readonly prices: ModelPrices;
  /** A model on OpenRouter's list, and its price. */
  readonly model: string;
  readonly price: TokenPrices;
}

/** The tests that every ModelPrices must pass. `open` is called once per test. */
export function modelPricesContract(name: string, open: () => Promise<ModelPricesHarness>): void {
  describe(`ModelPrices: ${name}`, () => {
    it("uses the price list of the route's own provider", async () => {
      const { prices, model, price } = await open();
      expect(prices.priceOf({ provider: "openrouter", model })).toBeNull();
      await prices.refresh();
      expect(prices.priceOf({ provider: "openrouter", model })).toEqual(price);
      expect(prices.priceOf({ provider: "fireworks", model })).toBeNull();
      expect(prices.priceOf({ provider: "openrouter", model: "no/such-model" })).toBeNull();
    });
  });
}
