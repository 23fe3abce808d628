import { reportedNumber } from "./reported-number.ts";

/** No model reads or writes so much in one call. */
const MAX_TOKENS = 10_000_000;

/** Tokens that a provider counted; 0 when it did not say, or said what cannot be. */
export function reportedTokens(value: unknown): number {
  const tokens = reportedNumber(value);
  return tokens !== null && Number.isInteger(tokens) && tokens >= 0 && tokens <= MAX_TOKENS ? tokens : 0;
}
