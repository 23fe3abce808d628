import { MODEL_PROVIDER_NAMES, type ModelProvider } from "../policy/model-provider.ts";

interface Generation {
  readonly provider: ModelProvider;
  /** The provider's own id. */
  readonly id: string;
}

/**
 * A call's name, unique among all providers: `fireworks:chatcmpl-17`. OpenRouter's ids have no prefix, because they were stored so before
 * there was a second provider.
 */
export function generationName({ provider, id }: Generation): string {
  return provider === "openrouter" ? id : `${provider}:${id}`;
}

/** The call that a name stands for. A name without a provider is an id of OpenRouter. */
export function readGenerationName(name: string): Generation {
  const provider = MODEL_PROVIDER_NAMES.find((known) => name.startsWith(`${known}:`));
  return provider ? { provider, id: name.slice(provider.length + 1) } : { provider: "openrouter", id: name };
}
