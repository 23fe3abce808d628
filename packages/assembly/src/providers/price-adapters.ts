import { createPriceList, type PriceListOptions } from "@sendcat/openrouter/prices";
import type { ModelProvider, PriceList } from "@sendcat/shared-types";

/** How to read each provider's prices. For a provider that publishes none, the policy's prices are used. */
export const PRICE_ADAPTERS: Readonly<Partial<Record<ModelProvider, (options: PriceListOptions) => PriceList>>> = {
  openrouter: createPriceList,
};
