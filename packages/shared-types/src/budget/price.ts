import type { TokenPrices } from "../policy/token-prices.ts";

export interface CountedTokens {
  /** With those read from and written to the prompt cache. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cachedInputTokens?: number;
  readonly cacheWriteTokens?: number | undefined;
}

/** Price of this many tokens, micro-dollars, rounded up; none of them read from or written to a cache. */
export function priceMicroUsd(prices: TokenPrices, inputTokens: number, outputTokens: number): number {
  return callPriceMicroUsd(prices, { inputTokens, outputTokens });
}

/** Price of a call, micro-dollars, rounded up; cached reads and writes at their own prices. A write never costs less than other input. */
export function callPriceMicroUsd(prices: TokenPrices, call: CountedTokens): number {
  const { inputMicroUsdPerMTokens: input, outputMicroUsdPerMTokens: output } = prices;
  const cached = Math.min(call.inputTokens, call.cachedInputTokens ?? 0);
  const written = Math.min(call.inputTokens - cached, call.cacheWriteTokens ?? 0);
  const millionths =
    (call.inputTokens - cached - written) * input +
    cached * (prices.cacheReadMicroUsdPerMTokens ?? input) +
    written * writePrice(prices) +
    call.outputTokens * output;
  return Math.ceil(millionths / 1_000_000);
}

/** The prices if all input is written to the cache: an upper bound. */
export function pricesWithWrites(prices: TokenPrices): TokenPrices {
  return { ...prices, inputMicroUsdPerMTokens: writePrice(prices) };
}

function writePrice({
  inputMicroUsdPerMTokens: input,
  cacheWriteMicroUsdPerMTokens: write = input,
}: TokenPrices): number {
  return Math.max(input, write);
}
