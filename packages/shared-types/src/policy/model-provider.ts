export interface ModelProviderFacts {
  /** The URL before `/chat/completions`; the environment may override it. */
  readonly baseUrl: string;
  /** True for a router: its model ids begin with the name of the company that runs the model, e.g. `google/`. */
  readonly isRouter: boolean;
}

/**
 * The companies that answer model requests. A new provider needs an entry here, an adapter in `packages/assembly/src/providers`, and a key
 * in the environment: `NAME_API_KEY`. Names are lower-case letters.
 */
export const MODEL_PROVIDERS = {
  openrouter: { baseUrl: "https://openrouter.ai/api/v1", isRouter: true },
  fireworks: { baseUrl: "https://api.fireworks.ai/inference/v1", isRouter: false },
} as const satisfies Readonly<Record<string, ModelProviderFacts>>;

export type ModelProvider = keyof typeof MODEL_PROVIDERS;

// safe because these are its keys
export const MODEL_PROVIDER_NAMES = Object.keys(MODEL_PROVIDERS) as [ModelProvider, ...ModelProvider[]];
