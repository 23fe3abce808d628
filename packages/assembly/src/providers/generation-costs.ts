import { createGenerationCosts, type GenerationCostsOptions } from "@sendcat/openrouter/costs";
import { readGenerationName, type GenerationCosts, type ModelProvider } from "@sendcat/shared-types";
import { providerAccess, type ProviderEnv } from "./provider-access.ts";

/** How to ask each provider later what a call cost. For a provider that is not listed, the estimate stays. */
const COST_ADAPTERS: Readonly<Partial<Record<ModelProvider, (options: GenerationCostsOptions) => GenerationCosts>>> = {
  openrouter: createGenerationCosts,
};

/** Whether the provider of this call can be asked later what it cost. */
export function hasCostLater(name: string): boolean {
  return COST_ADAPTERS[readGenerationName(name).provider] !== undefined;
}

/** Asks the provider that a call's name gives. Null also where the environment has no key for it. */
export function openGenerationCosts(env: ProviderEnv, onFault: (cause: unknown) => void): GenerationCosts {
  return {
    async costOf(name) {
      const { provider, id } = readGenerationName(name);
      const access = providerAccess(env, provider);
      return access ? ((await COST_ADAPTERS[provider]?.({ ...access, onFault }).costOf(id)) ?? null) : null;
    },
  };
}
