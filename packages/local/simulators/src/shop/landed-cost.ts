import type { Destination } from "./islands.ts";
import type { Product } from "./product.ts";

/** Freight by a Miami forwarder, US dollars: the first pound, and each further one or part of it. */
export const FREIGHT_FIRST_POUND_USD = 6;
export const FREIGHT_NEXT_POUND_USD = 3.5;
/** Insurance, as a share of the price. */
export const INSURANCE_RATE = 0.01;
/** Up to this value of goods, duty and tax are assumed to be waived. */
export const DUTY_FREE_UP_TO_USD = 100;

const DEFAULT_DUTY_RATE = 0.2;
const DUTY_RATES: Readonly<Record<string, number>> = {
  computers: 0,
  solar: 0,
  school: 0.05,
  hurricane: 0.1,
  baby: 0.1,
  "car parts": 0.3,
};

const POUNDS_PER_KG = 2.205;

export interface LandedCost {
  readonly freightUsd: number;
  readonly dutyRate: number;
  readonly dutyUsd: number;
  readonly taxUsd: number;
  readonly totalUsd: number;
  /** In the destination's currency, rounded to ten units of JMD and GYD, to one of the others. */
  readonly totalLocal: number;
}

/**
 * freight = first pound + next pounds; CIF = price + freight + insurance; duty = rate x CIF; tax = rate x (CIF + duty);
 * landed = CIF + duty + tax, with duty and tax zero for cheap parcels. Customs everywhere use this formula; the rates are the demo's own.
 */
export function landedCost(product: Product, destination: Destination): LandedCost {
  const pounds = Math.max(1, Math.ceil(product.weightKg * POUNDS_PER_KG));
  const freightUsd = FREIGHT_FIRST_POUND_USD + (pounds - 1) * FREIGHT_NEXT_POUND_USD;
  const cifUsd = product.priceUsd * (1 + INSURANCE_RATE) + freightUsd;
  const free = product.priceUsd <= DUTY_FREE_UP_TO_USD;
  const dutyRate = DUTY_RATES[product.category] ?? DEFAULT_DUTY_RATE;
  const dutyUsd = free ? 0 : cifUsd * dutyRate;
  const taxUsd = free ? 0 : (cifUsd + dutyUsd) * destination.taxRate;
  const totalUsd = cifUsd + dutyUsd + taxUsd;
  const unit = destination.perUsd > 100 ? 10 : 1;
  const totalLocal = Math.round((totalUsd * destination.perUsd) / unit) * unit;
  return { freightUsd, dutyRate, dutyUsd, taxUsd, totalUsd, totalLocal };
}
