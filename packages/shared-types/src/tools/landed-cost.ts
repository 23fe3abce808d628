import type { LandedCostPolicy } from "../policy/tool-policy.ts";

/**
 * Estimated landed cost of a parcel in Jamaica, JMD rounded to tens: CIF = price + freight + insurance; above the duty-free value, duty =
 * rate x CIF and GCT = rate x (CIF + duty). The formula is the Jamaica Customs Agency calculator's; the rates are the policy's averages,
 * because neither weight nor tariff heading is known. Null for a price that is not in US dollars.
 */
export function landedCostJmd(
  price: { readonly amount: number; readonly currency: string },
  policy: LandedCostPolicy,
): number | null {
  if (price.currency !== "USD") return null;
  const { freightUsd, insuranceShare, dutyFreeUpToUsd, dutyShare, gctShare, jmdPerUsd } = policy;
  const cifUsd = price.amount * (1 + insuranceShare) + freightUsd;
  const isFree = price.amount <= dutyFreeUpToUsd;
  const dutyUsd = isFree ? 0 : cifUsd * dutyShare;
  const gctUsd = isFree ? 0 : (cifUsd + dutyUsd) * gctShare;
  return Math.round(((cifUsd + dutyUsd + gctUsd) * jmdPerUsd) / 10) * 10;
}
