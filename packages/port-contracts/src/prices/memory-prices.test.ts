import { memoryPriceList } from "./memory-price-list.ts";
import { memoryPrices } from "./memory-prices.ts";
import { modelPricesContract } from "./model-prices-contract.ts";
import { priceListContract } from "./price-list-contract.ts";

const price = { inputMicroUsdPerMTokens: 1_000_000, outputMicroUsdPerMTokens: 2_000_000 };

modelPricesContract("in memory", async () => {
  const prices = memoryPrices({ openrouter: memoryPriceList(() => ({ "a/b": price })) });
  return { prices, model: "a/b", price };
});

priceListContract("in memory", async () => {
  const list = { "a/b": price };
  let [fetches, isDown, nowMs] = [0, false, Date.now()];
  const ask = () => {
    fetches += 1;
    return isDown ? null : list;
  };
  return {
    prices: memoryPriceList(ask, () => nowMs),
    list,
    fetches: () => fetches,
    setDown: (down) => void (isDown = down),
    later: (ms) => void (nowMs += ms),
  };
});
