export { openModels } from "./open-models.ts";
export { openPrices } from "./open-prices.ts";
export { providerAccess, type ProviderEnv } from "./provider-access.ts";
