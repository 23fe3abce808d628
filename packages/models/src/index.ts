export { createDirectModel, type DirectModelOptions } from "./direct/create-direct-model.ts";
export { createModelPrices, type ModelPricesOptions } from "./prices/create-model-prices.ts";
