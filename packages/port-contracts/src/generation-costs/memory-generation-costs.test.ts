import { generationCostsContract } from "./generation-costs-contract.ts";
import { memoryGenerationCosts } from "./memory-generation-costs.ts";

generationCostsContract("in memory", async () => ({
  costs: memoryGenerationCosts({
    "gen-1": { inputTokens: 100, outputTokens: 20, cachedInputTokens: 0, costMicroUsd: 345 },
  }),
  unreachable: memoryGenerationCosts(null),
  id: "gen-1",
  costMicroUsd: 345,
}));
