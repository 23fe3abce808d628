import { reportedNumber } from "./reported-number.ts";

const MICRO_USD_PER_USD = 1_000_000;
/** No call costs more than this. A larger figure counts as this one, so that sums stay whole numbers. */
const MAX_USD = 10_000;

/** The three figures in which OpenRouter reports a call's cost. They come from outside, so each may have any type. */
export interface CostFigures {
  /** US dollars that the router charges. */
  readonly routerUsd: unknown;
  /** True when the call used our own key at the provider (BYOK); the provider then charges us as well. */
  readonly isByok: unknown;
  /** US dollars that the provider charges. Without our own key the router pays them out of its charge. */
  readonly providerUsd: unknown;
}

/**
 * What a call cost us, micro-dollars, rounded up; null when it was not reported.
 * Source: https://openrouter.ai/docs/cookbook/administration/usage-accounting#cost-breakdown
 */
export function reportedCostMicroUsd({ routerUsd, isByok, providerUsd }: CostFigures): number | null {
  const router = usdOf(routerUsd);
  if (isByok !== true) return router === null ? null : microUsd(router);
  const provider = usdOf(providerUsd);
  return provider === null ? null : microUsd((router ?? 0) + provider);
}

function usdOf(value: unknown): number | null {
  const usd = reportedNumber(value);
  return usd === null || usd < 0 ? null : Math.min(usd, MAX_USD);
}

/** Rounds up after removing the error of binary fractions: 0.000003 dollars are 3, not 4. */
function microUsd(usd: number): number {
  return Math.ceil(Number((usd * MICRO_USD_PER_USD).toFixed(6)));
}
