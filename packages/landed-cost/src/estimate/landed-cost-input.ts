import type { Currency, Money } from "../rows/currency.ts";
import type { Mode } from "../rows/mode.ts";
import type { RateUse } from "../rows/peg.ts";
import type { Purpose } from "../rows/place.ts";

/** An exchange rate that the caller knows: units of `currency` for US$1. It goes before a peg. */
export interface GivenRate {
  readonly currency: Currency;
  readonly perUsd: string;
  /** yyyy-mm-dd */
  readonly date: string;
  readonly source: string;
  /** Absent: both. */
  readonly use?: RateUse;
}

export interface LandedCostInput {
  /** Two letters, such as `JM`. */
  readonly place: string;
  /** The day on which the parcel is cleared, yyyy-mm-dd: rows that hold on it count. */
  readonly date: string;
  /** A category, such as `phones`. Vehicles, alcohol and tobacco are refused. */
  readonly category: string;
  /** The price of one item. */
  readonly price: Money;
  /** How many, 1 unless given. */
  readonly quantity?: number;
  /** What the shop takes for delivery to the forwarding address. */
  readonly shopShipping?: Money;
  /** Sales tax on the shop's invoice. */
  readonly salesTax?: Money;
  /** What the box weighs, in pounds, and its size in inches. */
  readonly weightLb?: string;
  readonly boxIn?: { readonly length: string; readonly width: string; readonly height: string };
  /** A courier with a price list, by its id. Otherwise `freight` is needed. */
  readonly courier?: string;
  /** Freight that the shopper was quoted; it goes before the courier's list. */
  readonly freight?: Money;
  /** Insurance that is paid for; it goes before the courier's list. */
  readonly insurance?: Money;
  /** Air unless given, or the courier's. */
  readonly mode?: Mode;
  /** Personal unless given. */
  readonly purpose?: Purpose;
  /** How many tariff headings the parcel's goods have, 1 unless given. */
  readonly headings?: number;
  /** The value of other goods in the same parcel, and of other parcels that arrive with it. */
  readonly othersInParcel?: Money;
  readonly othersInArrival?: Money;
  readonly rates: readonly GivenRate[];
  /** Percentages by charge code that the caller knows from the tariff: they replace the rows' rates. */
  readonly knownPercents?: Readonly<Record<string, string>>;
}
