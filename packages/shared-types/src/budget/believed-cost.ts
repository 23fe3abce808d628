import type { TokenPrices } from "../policy/token-prices.ts";
import { callPriceMicroUsd, priceMicroUsd, type CountedTokens } from "./price.ts";

/**
 * A reported cost agrees with the price list if it is within these shares of the list price of its tokens. The fee of a router for a key of
 * our own is 5 %, a usual cached read 10 %: a cost below 7.5 % is a fee without its bill, or no cost at all.
 */
const LEAST_SHARE = 0.075;
/** A fee of 5 % and a cache write, which costs a quarter more than the input, stay below it. */
const MOST_SHARE = 1.25;

/** A call without output tokens wrote nothing, and may be free. */
export interface PricedCall extends CountedTokens {
  readonly prices: TokenPrices;
}

/** The cost that a provider reported; null if it is too low for what the call wrote, and counts as not reported. */
export function believedCost(reportedMicroUsd: number | null, call: PricedCall): number | null {
  if (reportedMicroUsd === null || call.outputTokens === 0) return reportedMicroUsd;
  return reportedMicroUsd < LEAST_SHARE * callPriceMicroUsd(call.prices, call) ? null : reportedMicroUsd;
}

/** Whether a reported cost is above the list price of its tokens, by more than fees and rounding explain. */
export function isAbovePrice(reportedMicroUsd: number, { prices, inputTokens, outputTokens }: PricedCall): boolean {
  // At the price of other input: a host of the model may give no discount for cached reads.
  return reportedMicroUsd > Math.ceil(MOST_SHARE * priceMicroUsd(prices, inputTokens, outputTokens));
}
