import type { Country } from "./market.ts";

/** Assumed share of internet users who buy online where no figure is published: low is Jamaica's own share, high is Belize's, mid is between. */
export const SHARES = { low: 0.195, mid: 0.22, high: 0.26 } as const;
export type Estimate = keyof typeof SHARES;

/** People aged 15 and over who buy something online in a year: the published share, else internet users times an assumed share. */
export function annualBuyers(country: Country, estimate: Estimate): number {
  const { age15Plus, boughtOnlinePercent, internetPercent } = country;
  if (boughtOnlinePercent !== null) return age15Plus * (boughtOnlinePercent / 100);
  return age15Plus * (internetPercent / 100) * SHARES[estimate];
}

/** Shoppers per month, if a buyer buys in this many months of the year. */
export function monthlyShoppers(buyers: number, monthsBoughtIn: number): number {
  return (buyers * monthsBoughtIn) / 12;
}
