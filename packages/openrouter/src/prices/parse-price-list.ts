import { isRecord, tokenPrices, type TokenPrices } from "@sendcat/shared-types";

/** Dollars per token to micro-dollars per million tokens. */
const SCALE = 1e12;
/** Micro-dollars per million tokens. No model costs this much: a higher price is a mistake. */
const MAX_MICRO_USD = 10_000_000_000;

/** Prices by model id, rounded up. Invalid entries are skipped, because the list is outside input. */
export function parsePriceList(json: unknown): ReadonlyMap<string, TokenPrices> {
  const prices = new Map<string, TokenPrices>();
  const data: unknown = isRecord(json) ? json["data"] : null;
  for (const entry of Array.isArray(data) ? (data as unknown[]) : []) {
    if (!isRecord(entry) || typeof entry["id"] !== "string" || !isRecord(entry["pricing"])) continue;
    const { pricing } = entry;
    const input = microUsd(pricing["prompt"]);
    const output = microUsd(pricing["completion"]);
    if (input === null || output === null) continue;
    const read = microUsd(pricing["input_cache_read"]) ?? undefined;
    const write = microUsd(pricing["input_cache_write"]) ?? undefined;
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

/** Reads a decimal such as `0.0000003` dollars per token. Null when invalid: -1 means that the price depends on the model that a router picks. */
function microUsd(text: unknown): number | null {
  if (typeof text !== "string" && typeof text !== "number") return null;
  const value = Math.ceil(Number((Number(text) * SCALE).toFixed(3)));
  return Number.isFinite(value) && value >= 0 && value <= MAX_MICRO_USD && text !== "" ? value : null;
}
