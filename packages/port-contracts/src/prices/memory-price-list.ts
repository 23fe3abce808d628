import type { PriceList, TokenPrices } from "@sendcat/shared-types";

const KEPT_MS = 3_600_000;

/** A price list that is fetched at most once an hour; null: it is unavailable. */
export function memoryPriceList(
  ask: () => Readonly<Record<string, TokenPrices>> | null = () => null,
  now: () => number = Date.now,
): PriceList {
  let list = new Map<string, TokenPrices>();
  let nextAskMs = 0;
  return {
    priceOf: (model) => list.get(model) ?? null,
    async refresh() {
      if (now() < nextAskMs) return;
      nextAskMs = now() + KEPT_MS;
      const asked = ask();
      if (asked) list = new Map(Object.entries(asked));
    },
  };
}
