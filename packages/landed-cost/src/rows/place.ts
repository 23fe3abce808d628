import type { Category } from "./category.ts";
import type { ChargeRow } from "./charge-row.ts";
import type { Currency } from "./currency.ts";
import type { Mode } from "./mode.ts";
import type { Fact } from "./source.ts";
import type { Spread } from "./spread.ts";

export type Purpose = "personal" | "commercial";

/**
 * One source's claim of a value up to which goods are free. Claims that hold at the same time stand beside each other: goods are surely free
 * when every claim frees them. An amount of 0 claims that there is no such value.
 */
export interface ThresholdRow extends Fact {
  readonly amount: string;
  readonly currency: Currency;
  /** FOB: the goods alone. CIF: goods, insurance and freight. */
  readonly basis: "FOB" | "CIF";
  /** `cliff`: above it the whole value is dutiable. `excess`: only the part above it. */
  readonly over: "cliff" | "excess";
  /** What is added up: the goods of one parcel, or of all parcels that arrive together. */
  readonly counts: "parcel" | "arrival";
  readonly purposes: readonly Purpose[];
  readonly modes: readonly Mode[];
}

/** One flat rate instead of the tariff, for small personal parcels of several kinds of goods. */
export interface FlatRateRow extends Fact {
  readonly name: string;
  /** Percent of the customs value. */
  readonly rate: string;
  /** Codes of the charges that it replaces. */
  readonly replaces: Spread<"all" | readonly string[]>;
  readonly upTo: string;
  readonly currency: Currency;
  readonly minHeadings: number;
  /** The largest value of a single item. */
  readonly itemUpTo?: string;
  readonly counts: "parcel" | "arrival";
}

/** Insurance that customs adds when the papers show none. */
export interface DeemedInsuranceRow extends Fact {
  readonly modes: readonly Mode[];
  readonly percent: Spread<string>;
  readonly base: Spread<readonly ("FOB" | "FREIGHT")[]>;
}

/** `duty-free-only`: other charges stay due. `full-exempt`: no percentage is due to customs; fixed fees are. */
export type ExemptionClass = "duty-free-only" | "full-exempt";

export interface ExemptionRow extends Fact {
  readonly for: readonly Category[];
  readonly exemption: ExemptionClass;
}

/** Goods that need a permit or are refused. No `for`: any goods. */
export interface PermitRow extends Fact {
  readonly for?: readonly Category[];
  readonly says: string;
}

/** A fact that changes no sum: who collects, where the official calculator is. */
export interface NoteRow extends Fact {
  readonly says: string;
}

export interface Place {
  /** ISO 3166, two letters. */
  readonly code: string;
  readonly name: string;
  readonly currency: Currency;
  readonly thresholds: readonly ThresholdRow[];
  readonly flatRates: readonly FlatRateRow[];
  readonly deemedInsurance: readonly DeemedInsuranceRow[];
  /** In the order in which they are computed: a base names only charges above it. */
  readonly charges: readonly ChargeRow[];
  readonly exemptions: readonly ExemptionRow[];
  readonly permits: readonly PermitRow[];
  readonly notes: readonly NoteRow[];
}
