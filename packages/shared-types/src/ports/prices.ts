import type { ModelRoute } from "../policy/model-route.ts";
import type { TokenPrices } from "../policy/token-prices.ts";

/** A provider's own price list. */
export interface PriceList {
  /** A model's current price, or null when the list is not known or does not have the model. Never waits. */
  priceOf(model: string): TokenPrices | null;
  /** Fetches the list when ours is old. Never rejects. */
  refresh(): Promise<void>;
}

/** The price lists of the providers that publish one. */
export interface ModelPrices {
  /** A route's current price by its provider's list; null: use the policy's. Never waits. */
  priceOf(route: Pick<ModelRoute, "provider" | "model">): TokenPrices | null;
  /** Fetches the lists that are old. Never rejects. */
  refresh(): Promise<void>;
}
