import type { ModelPrices, ModelProvider, PriceList } from "@sendcat/shared-types";

/** The price lists of the providers that publish one. */
export function memoryPrices(lists: Readonly<Partial<Record<ModelProvider, PriceList>>> = {}): ModelPrices {
  return {
    priceOf: ({ provider, model }) => lists[provider]?.priceOf(model) ?? null,
    async refresh() {
      for (const list of Object.values(lists)) await list.refresh();
    },
  };
}
