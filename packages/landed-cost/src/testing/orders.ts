import { estimateLandedCost } from "../estimate/estimate-landed-cost.ts";
import type { GivenRate, LandedCostInput } from "../estimate/landed-cost-input.ts";
import type { LandedCost } from "../estimate/landed-cost.ts";
import type { Currency } from "../rows/currency.ts";
import type { Rows } from "../rows/rows.ts";

/** Rates of the floating currencies, for orders that are not about them. */
export const RATES: readonly GivenRate[] = [rate("JMD", "160.63"), rate("TTD", "6.82"), rate("GYD", "209")];

export function order(place: string, category: string, more: Partial<LandedCostInput> = {}): LandedCostInput {
  return { place, category, date: "2026-11-30", price: usd("50"), freight: usd("0"), rates: RATES, ...more };
}

export function rate(currency: Currency, perUsd: string): GivenRate {
  return { currency, perUsd, date: "2026-11-30", source: "a test" };
}

export function usd(amount: string) {
  return { amount, currency: "USD" } as const;
}

export function xcd(amount: string) {
  return { amount, currency: "XCD" } as const;
}

/** Throws a refusal. */
export function estimated(input: LandedCostInput, rows?: Rows): LandedCost {
  const cost = estimateLandedCost(input, rows);
  if (!cost.ok) throw new Error(`${cost.code}: ${cost.says}`);
  return cost;
}

export function lineOf({ lines }: LandedCost, code: string) {
  return lines.find((line) => line.code === code);
}
