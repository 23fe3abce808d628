import type { ModelPrices, ModelProvider, PriceList } from "@sendcat/shared-types";
import { PRICE_ADAPTERS } from "./price-adapters.ts";
import { providerAccess, type ProviderEnv } from "./provider-access.ts";

interface PricesOptions {
  readonly waitMs: number;
  readonly onFault: (cause: unknown) => void;
}

/** The price lists of these providers as one. For a provider without a list, `priceOf` gives null and the policy's prices apply. */
export function openPrices(providers: Iterable<ModelProvider>, env: ProviderEnv, options: PricesOptions): ModelPrices {
  const lists = new Map<ModelProvider, PriceList>();
  for (const provider of new Set(providers)) {
    const access = providerAccess(env, provider);
    const list = access && PRICE_ADAPTERS[provider]?.({ baseUrl: access.baseUrl, ...options });
    if (list) lists.set(provider, list);
  }
  return {
    priceOf: ({ provider, model }) => lists.get(provider)?.priceOf(model) ?? null,
    async refresh() {
      await Promise.all([...lists.values()].map(async (list) => await list.refresh()));
    },
  };
}
