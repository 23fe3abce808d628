import { reportedNumber } from "./reported-number.ts";

/** No model reads or writes this many tokens in one call. */
const MAX_TOKENS = 10_000_000;

/** Tokens as the provider counted them; 0 when the count is missing or impossible. */
export function reportedTokens(value: unknown): number {
  const tokens = reportedNumber(value);
  return tokens !== null && Number.isInteger(tokens) && tokens >= 0 && tokens <= MAX_TOKENS ? tokens : 0;
}
