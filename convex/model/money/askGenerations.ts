import { openGenerationCosts } from "@sendcat/assembly/costs";
import { openPrices } from "@sendcat/assembly/prices";
import { believedCost, isAbovePrice, MODEL_PROVIDER_NAMES, type ModelPrices } from "@sendcat/shared-types";
import type { Doc } from "../../_generated/dataModel.js";
import { modelProvidersEnv } from "../platform/env.ts";
import { servicePolicy } from "../platform/servicePolicy.ts";

/** The providers' current price lists. Where one cannot be read, the policy's prices apply. */
export async function readListPrices(): Promise<ModelPrices> {
  const { waitMs } = servicePolicy().failure.prices;
  const onFault = (cause: unknown) => console.warn("No price list:", String(cause));
  const list = openPrices(MODEL_PROVIDER_NAMES, modelProvidersEnv(), { waitMs, onFault });
  await list.refresh();
  return list;
}

/**
 * The cost of all calls of a turn together, and whether the price list explains it; null until the last of them is known. A cost that is too
 * low for its tokens is not known yet.
 */
export async function askGenerations(
  { generationId, abandonedGenerationIds, counts, model = "" }: Doc<"settlements">,
  list: ModelPrices,
) {
  const { models } = servicePolicy();
  const routes = (models[model]?.routes ?? Object.values(models).flatMap((one) => one.routes)).map(
    (route) => list.priceOf(route) ?? route,
  );
  const costs = openGenerationCosts(modelProvidersEnv(), (cause) => console.warn("No generation:", String(cause)));
  const [answer, ...abandoned] = await Promise.all([
    generationId === null ? null : costs.costOf(generationId),
    ...abandonedGenerationIds.map(async (id) => await costs.costOf(id)),
  ]);
  const all = [...(generationId === null ? [] : [answer]), ...abandoned].flatMap((generation) => generation ?? []);
  const isKnown = all.every((generation) =>
    routes.some((prices) => believedCost(generation.costMicroUsd, { prices, ...generation }) !== null),
  );
  if (!isKnown || all.length < abandoned.length + (generationId === null ? 0 : 1)) return null;
  return {
    route: null,
    generationId,
    inputTokens: answer?.inputTokens ?? null,
    outputTokens: answer?.outputTokens ?? null,
    costMicroUsd: all.reduce((sum, generation) => sum + generation.costMicroUsd, 0),
    isProven: all.every((generation) =>
      routes.some((prices) => !isAbovePrice(generation.costMicroUsd, { prices, ...generation })),
    ),
    tokens: counts && answer ? answer.inputTokens + answer.outputTokens : 0,
  };
}
