/** An item for sale, as the simulated shops list it. */
export interface Listing {
  readonly id: string;
  readonly title: string;
  readonly priceUsd: number;
  readonly merchant: string;
  readonly condition: "New" | "Used" | "Open box";
  readonly url: string;
  /** Null: the listing has no picture. */
  readonly image: string | null;
  readonly rating: number;
  readonly ratings: number;
}
