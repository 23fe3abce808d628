import { MODEL_PROVIDERS, type ModelProvider } from "@sendcat/shared-types";

/** What a provider is reached with. */
export interface ProviderAccess {
  readonly apiKey: string;
  /** The part before `/chat/completions`. */
  readonly baseUrl: string;
}

export type ApiKeyName = `${Uppercase<ModelProvider>}_API_KEY`;
export type BaseUrlName = `${Uppercase<ModelProvider>}_BASE_URL`;
export type ProviderEnv = Readonly<Partial<Record<ApiKeyName | BaseUrlName, string | undefined>>>;

/** The variable that a provider's key is in. */
export function apiKeyName(provider: ModelProvider): ApiKeyName {
  // safe because that is what upper case means
  return `${provider.toUpperCase() as Uppercase<ModelProvider>}_API_KEY`;
}

export function baseUrlName(provider: ModelProvider): BaseUrlName {
  // safe as above
  return `${provider.toUpperCase() as Uppercase<ModelProvider>}_BASE_URL`;
}

/** Null where the environment has no key for it. */
export function providerAccess(env: ProviderEnv, provider: ModelProvider): ProviderAccess | null {
  const apiKey = env[apiKeyName(provider)];
  return apiKey ? { apiKey, baseUrl: env[baseUrlName(provider)] || MODEL_PROVIDERS[provider].baseUrl } : null;
}
