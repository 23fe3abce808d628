import type { GenerationCost, GenerationCosts } from "@sendcat/shared-types";

/** Costs of these calls, by id; null: the provider is unreachable. */
export function memoryGenerationCosts(costs: Readonly<Record<string, GenerationCost>> | null): GenerationCosts {
  const known = new Map(Object.entries(costs ?? {}));
  return { costOf: async (id) => known.get(id) ?? null };
}
