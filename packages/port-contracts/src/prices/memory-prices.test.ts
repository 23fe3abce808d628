import { memoryPrices } from "./memory-prices.ts";
import { modelPricesContract } from "./model-prices-contract.ts";

modelPricesContract("in memory", async () => {
  const list = { "a/b": { inputMicroUsdPerMTokens: 1_000_000, outputMicroUsdPerMTokens: 2_000_000 } };
  let [fetches, isDown, nowMs] = [0, false, Date.now()];
  const ask = () => {
    fetches += 1;
    return isDown ? null : list;
  };
  return {
    prices: memoryPrices(ask, () => nowMs),
    list,
    fetches: () => fetches,
    setDown: (down) => void (isDown = down),
    later: (ms) => void (nowMs += ms),
  };
});
