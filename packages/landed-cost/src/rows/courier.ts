import type { Currency } from "./currency.ts";
import type { Mode } from "./mode.ts";
import type { Fact } from "./source.ts";
import type { Spread } from "./spread.ts";

/** Up to and including this billed weight: a flat price, or a price for each pound of the whole weight. */
export interface Tier {
  readonly upToLb: string | null;
  readonly flat?: string;
  readonly perLb?: string;
  /** With `flat`: the price of each pound above the tier before. */
  readonly perLbAbove?: string;
}

export interface CourierFee {
  readonly name: string;
  readonly amount: Spread<string>;
  readonly currency: Currency;
  readonly per: "parcel" | "lb";
}

/** A courier's price list, for one place and one way of carrying. */
export interface Courier extends Fact {
  readonly id: string;
  readonly name: string;
  /** The place's code. */
  readonly place: string;
  readonly mode: Mode;
  readonly currency: Currency;
  readonly tiers: readonly Tier[];
  /** Weights are rounded up to a pound; `half-pound`: up to half a pound is billed as half. */
  readonly firstStep: "pound" | "half-pound";
  /** Cubic inches that count as a pound. Null: the size does not count. `unknown`: it counts, but the number is not published. */
  readonly volumetricDivisor: string | "unknown" | null;
  readonly minimum?: string;
  readonly fuel?: { readonly percent: string } | { readonly perLb: string };
  /** Per US$100 of the goods or part of it, or for each pound. */
  readonly insurance?: { readonly per100: string; readonly minimum?: string } | { readonly perLb: string };
  readonly fees: readonly CourierFee[];
  /** Percent of tax on all its prices. */
  readonly servicesTaxPercent?: string;
  /** Which of its prices customs counts. Absent: all three, as the customs value is defined. */
  readonly inCustomsValue?: readonly ("FREIGHT" | "FUEL" | "INSURANCE")[];
}
