export { openModels } from "./open-models.ts";
export { providerAccess, type ProviderEnv } from "./provider-access.ts";
