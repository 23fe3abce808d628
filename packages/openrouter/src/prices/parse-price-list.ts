import { isRecord, tokenPrices, type JsonRecord, type TokenPrices } from "@sendcat/shared-types";

/** Dollars per token to micro-dollars per million tokens. */
const SCALE = 1e12;
/** Micro-dollars per million tokens. No model costs this much: a higher price is a mistake. */
const MAX_MICRO_USD = 10_000_000_000;

/** Prices for longer prompts are left out: with the default policy a prompt has fewer bytes of text, and a token has at least one byte. */
const LONGEST_PROMPT_TOKENS = 128_000;

/**
 * The highest prices that a call may be charged, by model id, rounded up: some models cost more at certain hours. Invalid entries are skipped,
 * because the list is outside input.
 */
export function parsePriceList(json: unknown): ReadonlyMap<string, TokenPrices> {
  const prices = new Map<string, TokenPrices>();
  const data: unknown = isRecord(json) ? json["data"] : null;
  for (const entry of Array.isArray(data) ? (data as unknown[]) : []) {
    if (!isRecord(entry) || typeof entry["id"] !== "string" || !isRecord(entry["pricing"])) continue;
    const { pricing } = entry;
    const times = overridesOf(pricing);
    const input = highest("prompt", pricing, times);
    const output = highest("completion", pricing, times);
    if (input === null || output === null) continue;
    const read = highest("input_cache_read", pricing, times) ?? undefined;
    const write = highest("input_cache_write", pricing, times) ?? undefined;
    prices.set(
      entry["id"],
      tokenPrices({
        inputMicroUsdPerMTokens: input,
        outputMicroUsdPerMTokens: output,
        cacheReadMicroUsdPerMTokens: read,
        cacheWriteMicroUsdPerMTokens: write,
      }),
    );
  }
  return prices;
}

/** The entries of `pricing.overrides` that may apply to our calls, whatever the hour. */
function overridesOf({ overrides }: JsonRecord): readonly JsonRecord[] {
  if (!Array.isArray(overrides)) return [];
  return overrides.filter(isRecord).filter(({ min_prompt_tokens: above }) => !(Number(above) >= LONGEST_PROMPT_TOKENS));
}

/** The highest price of that name; null when the base price is invalid. */
function highest(name: string, base: JsonRecord, overrides: readonly JsonRecord[]): number | null {
  const price = microUsd(base[name]);
  return price === null ? null : Math.max(price, ...overrides.map((override) => microUsd(override[name]) ?? 0));
}

/** Reads a decimal such as `0.0000003` dollars per token. Null when invalid: -1 means that the price depends on the model that a router picks. */
function microUsd(text: unknown): number | null {
  if (typeof text !== "string" && typeof text !== "number") return null;
  const value = Math.ceil(Number((Number(text) * SCALE).toFixed(3)));
  return Number.isFinite(value) && value >= 0 && value <= MAX_MICRO_USD && text !== "" ? value : null;
}
