import type { Country } from "./market.ts";

/** Share of internet users who bought online where no figure is published: Jamaica's own share, between, and Belize's. */
export const SHARES = { low: 0.195, mid: 0.22, high: 0.26 } as const;
export type Estimate = keyof typeof SHARES;

/** People of 15 and over who buy something online in a year: the published share, else internet users times an assumed one. */
export function annualBuyers(country: Country, estimate: Estimate): number {
  const { age15Plus, boughtOnlinePercent, internetPercent } = country;
  if (boughtOnlinePercent !== null) return age15Plus * (boughtOnlinePercent / 100);
  return age15Plus * (internetPercent / 100) * SHARES[estimate];
}

/** Shoppers of a month, when a buyer buys in so many months of the year. */
export function monthlyShoppers(buyers: number, monthsBoughtIn: number): number {
  return (buyers * monthsBoughtIn) / 12;
}
