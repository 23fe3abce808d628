import { createGenerationCosts, type GenerationCostsOptions } from "@sendcat/openrouter/costs";
import { readGenerationName, type GenerationCosts, type ModelProvider } from "@sendcat/shared-types";
import { providerAccess, type ProviderEnv } from "./provider-access.ts";

/** How providers are asked later what a call cost. Of one that is not here the estimate stands. */
const COST_ADAPTERS: Readonly<Partial<Record<ModelProvider, (options: GenerationCostsOptions) => GenerationCosts>>> = {
  openrouter: createGenerationCosts,
};

/** Whether there is anybody to ask what a call cost, by the call's name. */
export function hasCostLater(name: string): boolean {
  return COST_ADAPTERS[readGenerationName(name).provider] !== undefined;
}

/** The costs of all providers as one: calls go by their names. Null also where the environment has no key. */
export function openGenerationCosts(env: ProviderEnv, onFault: (cause: unknown) => void): GenerationCosts {
  return {
    async costOf(name) {
      const { provider, id } = readGenerationName(name);
      const access = providerAccess(env, provider);
      return access ? ((await COST_ADAPTERS[provider]?.({ ...access, onFault }).costOf(id)) ?? null) : null;
    },
  };
}
