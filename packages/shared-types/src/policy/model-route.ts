import type { TokenPrices } from "./token-prices.ts";
import { MODEL_PROVIDERS, type ModelProvider } from "./model-provider.ts";
import type { QuotaRoute } from "./quota-route.ts";

/** A model at a provider. The price is used where the provider publishes no list, or until the list is known. */
export interface ModelRoute extends TokenPrices {
  /** Its name in breakers, records, metrics and the ledger: stays the same for the same model at the same provider. */
  readonly id: string;
  readonly provider: ModelProvider;
  /** The provider's own id of the model. */
  readonly model: string;
  /** The company that runs the model, behind a router or the provider itself: names the bulkhead `provider:UPSTREAM`. */
  readonly upstream: string;
  /** How the provider keeps prompts: by itself, or what the request marks for it. */
  readonly promptCache: PromptCache;
}

export const PROMPT_CACHES = ["automatic", "marked"] as const;
export type PromptCache = (typeof PROMPT_CACHES)[number];

/**
 * Whose models keep only what a request marks with `cache_control`.
 * Source: https://openrouter.ai/docs/guides/best-practices/prompt-caching
 */
const MARKED_UPSTREAMS: ReadonlySet<string> = new Set(["anthropic", "qwen"]);

export interface ModelRouteInput extends Pick<ModelRoute, "provider" | "model" | keyof TokenPrices> {
  readonly id?: string | undefined;
  readonly upstream?: string | undefined;
  readonly promptCache?: PromptCache | undefined;
}

/** A route's id is its model's id, unless it has an id of its own. */
export function modelRoute({ id, upstream, promptCache, ...route }: ModelRouteInput): ModelRoute {
  const { provider, model } = route;
  const host = MODEL_PROVIDERS[provider].isRouter ? (model.split("/")[0] ?? model) : provider;
  return {
    ...route,
    id: id ?? model,
    upstream: upstream ?? host,
    promptCache: promptCache ?? (MARKED_UPSTREAMS.has(host) ? "marked" : "automatic"),
  };
}

/** The route as admission sees it: for a user's turn, or for a background job of the service. */
export function quotaRoute({ id, provider, upstream }: ModelRoute, purpose: "chat" | "jobs"): QuotaRoute {
  return { id, places: [`${provider}_${purpose}`, `provider:${upstream}`] };
}
