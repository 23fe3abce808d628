/** Where a product is sold: it decides how long the parcel takes to the freight forwarder. */
export type Merchant = "marketplace" | "retailer" | "brand" | "global";

export interface Product {
  readonly name: string;
  readonly category: string;
  readonly priceUsd: number;
  readonly weightKg: number;
  readonly merchant: Merchant;
  /** Words a user might use for it that are not in its name. */
  readonly tags: readonly string[];
}
