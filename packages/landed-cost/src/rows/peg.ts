import type { Currency } from "./currency.ts";
import type { Fact } from "./source.ts";

/** `customs`: converts the value that charges are computed on. `payment`: converts what is paid. */
export type RateUse = "customs" | "payment";

/** A fixed exchange rate, in units of the currency for US$1. */
export interface PegRow extends Fact {
  readonly currency: Currency;
  readonly perUsd: string;
  readonly uses: readonly RateUse[];
}
