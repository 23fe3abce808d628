import type { PriceList, TokenPrices } from "@sendcat/shared-types";
import { parsePriceList } from "./parse-price-list.ts";

export interface PriceListOptions {
  /** Without a trailing slash: `https://openrouter.ai/api/v1`. */
  readonly baseUrl: string;
  /** Longest wait for the list. */
  readonly waitMs: number;
  readonly fetch?: typeof fetch;
  readonly now?: () => number;
  readonly onFault?: (cause: unknown) => void;
}

const KEPT_MS = 3_600_000;
const TRY_AGAIN_MS = 60_000;
/** The real list has a few hundred models in half a megabyte. */
const MAX_LIST_CHARS = 16_000_000;

/**
 * OpenRouter's public price list (`GET /models`), cached for an hour. No turn waits for it: until it is known, and while it cannot be fetched,
 * the policy's prices apply.
 */
export function createPriceList(options: PriceListOptions): PriceList {
  const send = options.fetch ?? ((input, init) => fetch(input, init));
  const now = options.now ?? Date.now;
  let prices: ReadonlyMap<string, TokenPrices> = new Map();
  let nextFetchMs = 0;
  let fetching: Promise<void> | null = null;

  async function load(): Promise<void> {
    try {
      const response = await send(`${options.baseUrl.replace(/\/+$/, "")}/models`, {
        signal: AbortSignal.timeout(options.waitMs),
      });
      const text = await response.text();
      if (!response.ok || text.length > MAX_LIST_CHARS) throw new Error(`no price list: status ${response.status}`);
      const list = parsePriceList(JSON.parse(text));
      if (list.size === 0) throw new Error("the price list is empty");
      prices = list;
      nextFetchMs = now() + KEPT_MS;
    } catch (cause) {
      nextFetchMs = now() + TRY_AGAIN_MS;
      options.onFault?.(cause);
    } finally {
      fetching = null;
    }
  }

  return {
    priceOf: (model) => prices.get(model) ?? null,
    async refresh() {
      if (now() >= nextFetchMs) fetching ??= load();
      await fetching;
    },
  };
}
