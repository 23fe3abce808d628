export interface ModelProviderFacts {
  /** The part before `/chat/completions`; the environment may name another. */
  readonly baseUrl: string;
  /** A router: its model ids begin with the name of who runs the model, e.g. `google/`. */
  readonly isRouter: boolean;
}

/**
 * The companies that answer model requests. A new one is an entry here, its adapter in `packages/assembly/src/providers`, and a key in the environment:
 * `NAME_API_KEY`. A name is lower-case letters.
 */
export const MODEL_PROVIDERS = {
  openrouter: { baseUrl: "https://openrouter.ai/api/v1", isRouter: true },
  fireworks: { baseUrl: "https://api.fireworks.ai/inference/v1", isRouter: false },
} as const satisfies Readonly<Record<string, ModelProviderFacts>>;

export type ModelProvider = keyof typeof MODEL_PROVIDERS;

// safe because these are its keys
export const MODEL_PROVIDER_NAMES = Object.keys(MODEL_PROVIDERS) as [ModelProvider, ...ModelProvider[]];
