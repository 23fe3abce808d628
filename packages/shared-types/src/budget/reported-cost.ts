import { reportedNumber } from "./reported-number.ts";

const MICRO_USD_PER_USD = 1_000_000;
/** No call costs more than this; a larger figure is read as this one, so that its sums stay whole numbers. */
const MAX_USD = 10_000;

/** The three figures in which OpenRouter says what a call cost; they come from outside, so each may be anything. */
export interface CostFigures {
  /** US dollars that the router takes. */
  readonly routerUsd: unknown;
  /** True when the call went out under a key of our own at the provider (BYOK), who then bills us as well. */
  readonly isByok: unknown;
  /** US dollars that the provider takes. Without a key of our own the router pays them out of what it takes. */
  readonly providerUsd: unknown;
}

/**
 * What a call cost us, micro-dollars, rounded up; null when it was not said.
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

/** Rounded up, after the noise of binary fractions is off: 0.000003 dollars are 3, not 4. */
function microUsd(usd: number): number {
  return Math.ceil(Number((usd * MICRO_USD_PER_USD).toFixed(6)));
}
