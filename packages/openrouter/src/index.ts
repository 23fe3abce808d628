export { createOpenRouterModel, type OpenRouterOptions } from "./create-openrouter-model.ts";
export { createModelPrices, type ModelPricesOptions } from "./prices/create-model-prices.ts";
