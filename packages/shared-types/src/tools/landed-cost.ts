import type { LandedCostPolicy } from "../policy/tool-policy.ts";

/**
 * What a parcel costs in hand in Jamaica, JMD rounded to tens: CIF = price + freight + insurance; above the duty-free value, duty = rate x CIF
 * and GCT = rate x (CIF + duty). The shape is that of the Jamaica Customs Agency's calculator; the rates are the policy's averages, as
 * neither weight nor tariff heading is known. Null for a price that is not in US dollars.
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
