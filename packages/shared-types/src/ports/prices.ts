import type { ModelRoute } from "../policy/model-route.ts";
import type { TokenPrices } from "../policy/token-prices.ts";

/** A provider's own price list. */
export interface PriceList {
  /** What a model costs now, or null when the list is not known or has no such model. Never waits. */
  priceOf(model: string): TokenPrices | null;
  /** Fetches the list when what is known of it is old. Never rejects. */
  refresh(): Promise<void>;
}

/** The lists of the providers that publish one. */
export interface ModelPrices {
  /** What a route costs now by its provider's list; null: what the policy says. Never waits. */
  priceOf(route: Pick<ModelRoute, "provider" | "model">): TokenPrices | null;
  /** Fetches the lists that are old. Never rejects. */
  refresh(): Promise<void>;
}
