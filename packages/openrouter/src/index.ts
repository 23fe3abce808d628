export { createOpenRouterModel, type OpenRouterOptions } from "./create-openrouter-model.ts";
export { createPriceList, type PriceListOptions } from "./prices/create-price-list.ts";
