import { modelPricesContract } from "@sendcat/port-contracts";
import { afterEach, expect, vi } from "vitest";
import { openPrices } from "./open-prices.ts";

afterEach(() => void vi.unstubAllGlobals());

modelPricesContract("of the providers in the environment", async () => {
  const asked: string[] = [];
  const data = [{ id: "m", pricing: { prompt: "0.000001", completion: "0.000002" } }];
  vi.stubGlobal("fetch", async (url: string) => {
    asked.push(url);
    return Response.json({ data });
  });
  const lists = openPrices(
    ["openrouter", "fireworks"],
    { OPENROUTER_API_KEY: "or-key", FIREWORKS_API_KEY: "fw-key" },
    { waitMs: 1_000, onFault: (cause) => expect.fail(String(cause)) },
  );
  const prices = {
    priceOf: lists.priceOf,
    async refresh() {
      await lists.refresh();
      expect(asked).toEqual(["https://openrouter.ai/api/v1/models"]);
    },
  };
  return { prices, model: "m", price: { inputMicroUsdPerMTokens: 1_000_000, outputMicroUsdPerMTokens: 2_000_000 } };
});
