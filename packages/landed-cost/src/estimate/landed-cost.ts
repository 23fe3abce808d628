import type { Currency, Money } from "../rows/currency.ts";
import type { Confidence, Source } from "../rows/source.ts";
import type { Spread } from "../rows/spread.ts";

/** Decimals with two digits after the point. `likely` is null when the sources do not settle it. */
export type Amounts = Spread<string>;

export interface CostLine {
  readonly code: string;
  readonly name: string;
  /** Who is paid. */
  readonly to: "shop" | "courier" | "customs" | "bank";
  readonly local: Amounts;
  readonly usd: Amounts;
  /** What it is computed on, in words. */
  readonly basis: string;
  readonly sources: readonly Source[];
  /** `given`: the caller's own number. */
  readonly confidence: Confidence | "given";
}

export interface ThresholdVerdict {
  /** `allowance`: only the part above it is dutiable. `unknown`: sources disagree, or it depends on what customs counts. */
  readonly kind: "free" | "over" | "allowance" | "unknown" | "none";
  /** How far the value is from the line. Null for `unknown` and `none`. */
  readonly by: Money | null;
  readonly says: string;
}

export const WARNING_CODES = [
  "stale",
  "conflict",
  "no-likely",
  "permit",
  "consolidated-parcel",
  "same-arrival",
  "commercial-quantity",
] as const;

export interface CostWarning {
  readonly code: (typeof WARNING_CODES)[number];
  readonly says: string;
}

/** The same order done otherwise, if it costs less. */
export interface CostChange {
  readonly kind: "two-parcels" | "smaller-box" | "other-courier";
  readonly says: string;
  readonly totalUsd: Amounts;
}

export interface RateUsed {
  readonly currency: Currency;
  readonly perUsd: string;
  readonly use: "customs" | "payment";
  /** Null for a peg whose page has no date. */
  readonly date: string | null;
  readonly source: string;
}

export interface LandedCost {
  readonly ok: true;
  readonly place: string;
  readonly currency: Currency;
  readonly date: string;
  /** Each total is the sum of its lines. */
  readonly total: Amounts;
  readonly totalUsd: Amounts;
  /** Goods, insurance and freight as customs counts them, after an allowance. */
  readonly customsValue: Amounts;
  readonly customsValueUsd: Amounts;
  readonly lines: readonly CostLine[];
  readonly verdict: ThresholdVerdict;
  readonly assumptions: readonly string[];
  readonly warnings: readonly CostWarning[];
  readonly changes: readonly CostChange[];
  readonly rates: readonly RateUsed[];
}

export const REFUSAL_CODES = [
  "unknown-place",
  "unknown-category",
  "goods-not-covered",
  "unknown-courier",
  "freight-unknown",
  "too-heavy",
  "rate-missing",
  "no-row",
  "bad-input",
] as const;

/** Why there is no estimate. */
export interface LandedCostRefusal {
  readonly ok: false;
  readonly code: (typeof REFUSAL_CODES)[number];
  readonly says: string;
}
