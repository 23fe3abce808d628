import type { GenerationCost, GenerationCosts } from "@sendcat/shared-types";

/** The costs of these calls, by id; null: nobody listens. */
export function memoryGenerationCosts(costs: Readonly<Record<string, GenerationCost>> | null): GenerationCosts {
  const known = new Map(Object.entries(costs ?? {}));
  return { costOf: async (id) => known.get(id) ?? null };
}
