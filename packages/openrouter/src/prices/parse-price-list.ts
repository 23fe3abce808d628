import { type TokenPrices, isRecord } from "@sendcat/shared-types";

/** Dollars per token to micro-dollars per million tokens. */
const SCALE = 1e12;
/** Dearer than any model there is: a price beyond it is a mistake of somebody's. */
const MAX_MICRO_USD = 10_000_000_000;

/** Prices by model id, rounded up. Entries that are none are passed over: the list is somebody else's. */
export function parsePriceList(json: unknown): ReadonlyMap<string, TokenPrices> {
  const prices = new Map<string, TokenPrices>();
  const data: unknown = isRecord(json) ? json["data"] : null;
  for (const entry of Array.isArray(data) ? (data as unknown[]) : []) {
    if (!isRecord(entry) || typeof entry["id"] !== "string" || !isRecord(entry["pricing"])) continue;
    const input = microUsd(entry["pricing"]["prompt"]);
    const output = microUsd(entry["pricing"]["completion"]);
    if (input === null || output === null) continue;
    prices.set(entry["id"], { inputMicroUsdPerMTokens: input, outputMicroUsdPerMTokens: output });
  }
  return prices;
}

/** A decimal text such as `0.0000003`; routers whose price depends on the model they pick say -1. */
function microUsd(text: unknown): number | null {
  if (typeof text !== "string" && typeof text !== "number") return null;
  const value = Math.ceil(Number((Number(text) * SCALE).toFixed(3)));
  return Number.isFinite(value) && value >= 0 && value <= MAX_MICRO_USD && text !== "" ? value : null;
}
