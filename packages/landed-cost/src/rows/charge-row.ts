import type { Category } from "./category.ts";
import type { Currency } from "./currency.ts";
import type { Mode } from "./mode.ts";
import type { Fact } from "./source.ts";
import type { Spread } from "./spread.ts";

/**
 * What a charge is computed on: FOB (the goods), FREIGHT, INSURANCE, CIF (the three together, the customs value), PAID (what the shop is paid),
 * or the code of a charge further up.
 */
export type BasePart = string;

interface ChargeCommon extends Fact {
  /** Import duty is `ID` everywhere. */
  readonly code: string;
  readonly name: string;
  readonly to: "customs" | "bank";
  /** Goods that it is for. Absent: all goods without a row of their own under this code. */
  readonly for?: readonly Category[];
  readonly modes?: readonly Mode[];
}

export interface PercentRow extends ChargeCommon {
  readonly kind: "percent";
  readonly rate: Spread<string>;
  readonly base: Spread<readonly BasePart[]>;
  /** Limits of the amount, in `currency`. */
  readonly min?: Spread<string>;
  readonly max?: Spread<string>;
  readonly currency?: Currency;
}

export interface FixedRow extends ChargeCommon {
  readonly kind: "fixed";
  readonly per: "entry" | "unit";
  readonly amount: Spread<string>;
  readonly currency: Currency;
}

export interface BandsRow extends ChargeCommon {
  readonly kind: "bands";
  readonly base: readonly BasePart[];
  /** The currency of `upTo`. */
  readonly bandCurrency: Currency;
  /** The currency of `amount`. */
  readonly currency: Currency;
  /** In order; the last has no end. */
  readonly bands: readonly { readonly upTo: string | null; readonly amount: Spread<string> }[];
}

export type ChargeRow = PercentRow | FixedRow | BandsRow;

type Common = "kind" | "code" | "name" | "to" | "base";
type Rest = Omit<PercentRow, Common> & Partial<Pick<PercentRow, "base">>;

/** Makes the rows of one percentage, such as import duty, which differ in rate and goods. */
export function percentage(common: Omit<Pick<PercentRow, Common>, "kind">): (rest: Rest) => PercentRow {
  return (rest) => ({ kind: "percent", ...common, ...rest });
}
