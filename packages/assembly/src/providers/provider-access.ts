import { MODEL_PROVIDERS, type ModelProvider } from "@sendcat/shared-types";

/** What is needed to call a provider. */
export interface ProviderAccess {
  readonly apiKey: string;
  /** The part before `/chat/completions`. */
  readonly baseUrl: string;
}

export type ApiKeyName = `${Uppercase<ModelProvider>}_API_KEY`;
export type BaseUrlName = `${Uppercase<ModelProvider>}_BASE_URL`;
export type ProviderEnv = Readonly<Partial<Record<ApiKeyName | BaseUrlName, string | undefined>>>;

/** The name of the variable with a provider's key. */
export function apiKeyName(provider: ModelProvider): ApiKeyName {
  // safe because Uppercase is the type of what toUpperCase returns
  return `${provider.toUpperCase() as Uppercase<ModelProvider>}_API_KEY`;
}

export function baseUrlName(provider: ModelProvider): BaseUrlName {
  // safe as above
  return `${provider.toUpperCase() as Uppercase<ModelProvider>}_BASE_URL`;
}

/** A provider's key and base URL from the environment; null if there is no key. */
export function providerAccess(env: ProviderEnv, provider: ModelProvider): ProviderAccess | null {
  const apiKey = env[apiKeyName(provider)];
  return apiKey ? { apiKey, baseUrl: env[baseUrlName(provider)] || MODEL_PROVIDERS[provider].baseUrl } : null;
}
