import type { TokenPrices } from "./token-prices.ts";
import { MODEL_PROVIDERS, type ModelProvider } from "./model-provider.ts";
import type { QuotaRoute } from "./quota-route.ts";

/** A model at a provider, with its price: used where the provider publishes no list, or until that is known. */
export interface ModelRoute extends TokenPrices {
  /** Its name in breakers, records, metrics and the ledger: the same as long as it is the same model at the same provider. */
  readonly id: string;
  readonly provider: ModelProvider;
  /** The provider's own id of the model. */
  readonly model: string;
  /** Who runs the model, behind a router or the provider itself: the bulkhead `provider:UPSTREAM`. */
  readonly upstream: string;
}

export interface ModelRouteInput extends Pick<ModelRoute, "provider" | "model" | keyof TokenPrices> {
  readonly id?: string | undefined;
  readonly upstream?: string | undefined;
}

/** A route is named after its model, unless it has a name of its own. */
export function modelRoute({ id, upstream, ...route }: ModelRouteInput): ModelRoute {
  const { provider, model } = route;
  const host = MODEL_PROVIDERS[provider].isRouter ? (model.split("/")[0] ?? model) : provider;
  return { ...route, id: id ?? model, upstream: upstream ?? host };
}

/** The route as admission sees it: a reader's call, or one of a job of the service's own. */
export function quotaRoute({ id, provider, upstream }: ModelRoute, purpose: "chat" | "jobs"): QuotaRoute {
  return { id, places: [`${provider}_${purpose}`, `provider:${upstream}`] };
}
