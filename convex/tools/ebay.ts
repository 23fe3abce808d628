import {
  cleanText,
  landedCostJmd,
  MAX_RESULT_ITEMS,
  safeImageUrl,
  safeUrl,
  SearchFailure,
  type Product,
  type SearchProvider,
  type ToolInput,
  type ToolPolicy,
} from "@sendcat/shared-types";
import { z } from "zod";
import { readJson } from "./readJson.ts";

/** An application token, in the form stored between searches. */
export interface EbayToken {
  readonly accessToken: string;
  readonly expiresAtMs: number;
}

export interface EbayOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  /** https://api.ebay.com */
  readonly baseUrl: string;
  /** E.g. `EBAY_US`. */
  readonly marketplace: string;
  readonly policy: Pick<ToolPolicy, "imageOrigins" | "landedCost">;
  readonly loadToken: () => Promise<EbayToken | null>;
  readonly saveToken: (token: EbayToken | null) => Promise<void>;
  readonly now: () => number;
  readonly fetch?: typeof fetch;
}

/** A token this close to its expiry is no longer used. */
const TOKEN_MARGIN_MS = 60_000;
const SCOPE = "https://api.ebay.com/oauth/api_scope";
/** eBay's condition ids: 1000 new, 1500 open box, 3000 used. */
const CONDITIONS: Readonly<Record<string, string>> = { new: "1000", used: "3000|1500" };

const tokenShape = z.object({ access_token: z.string().min(1).max(8_000), expires_in: z.number().positive() });
const lenient = z.string().catch("");
const searchShape = z.object({
  itemSummaries: z
    .array(
      z.object({
        itemId: lenient,
        title: lenient,
        itemWebUrl: lenient,
        price: z.object({ value: z.string(), currency: z.string() }).optional().catch(undefined),
        image: z.object({ imageUrl: z.string() }).optional().catch(undefined),
        condition: lenient,
        seller: z
          .object({ username: lenient, feedbackPercentage: lenient, feedbackScore: z.number().catch(0) })
          .optional()
          .catch(undefined),
      }),
    )
    .default([]),
});

/** Listings from eBay's Browse API (`item_summary/search`), as an application (OAuth client credentials). */
export function ebayListings(options: EbayOptions): SearchProvider {
  return {
    route: "ebay/browse",
    upstream: "ebay",
    async search(input, signal) {
      const found = await searchWith(options, input, { token: await tokenOf(options, signal), signal }).catch(
        async (error: unknown) => {
          // A token may be revoked early: try once more with a new one.
          if (!(error instanceof SearchFailure) || error.message !== "HTTP 401") throw error;
          await options.saveToken(null);
          return await searchWith(options, input, { token: await tokenOf(options, signal), signal });
        },
      );
      const items = found.itemSummaries.flatMap((row) => productOf(row, options.policy) ?? []);
      return { kind: "products", items: items.slice(0, MAX_RESULT_ITEMS) };
    },
  };
}

async function searchWith(
  { baseUrl, marketplace, fetch: send = fetch }: EbayOptions,
  { query, maxPriceUsd, condition }: ToolInput,
  { token, signal }: { readonly token: string; readonly signal: AbortSignal },
) {
  const filters = [
    ...(maxPriceUsd === undefined ? [] : [`price:[..${maxPriceUsd}]`, "priceCurrency:USD"]),
    ...(condition === undefined ? [] : [`conditionIds:{${CONDITIONS[condition]}}`]),
    "buyingOptions:{FIXED_PRICE}",
  ];
  const params = new URLSearchParams({ q: String(query), limit: "20", filter: filters.join(",") });
  const headers = {
    authorization: `Bearer ${token}`,
    "x-ebay-c-marketplace-id": marketplace,
    "x-ebay-c-enduserctx": "contextualLocation=country%3DJM",
  };
  return await readJson(
    () => send(`${baseUrl}/buy/browse/v1/item_summary/search?${params}`, { headers, signal }),
    searchShape,
  );
}

async function tokenOf(options: EbayOptions, signal: AbortSignal): Promise<string> {
  const { clientId, clientSecret, baseUrl, now, fetch: send = fetch } = options;
  const known = await options.loadToken();
  if (known && known.expiresAtMs > now() + TOKEN_MARGIN_MS) return known.accessToken;
  const call = () =>
    send(`${baseUrl}/identity/v1/oauth2/token`, {
      method: "POST",
      headers: {
        authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}`,
        "content-type": "application/x-www-form-urlencoded",
      },
      body: new URLSearchParams({ grant_type: "client_credentials", scope: SCOPE }).toString(),
      signal,
    });
  const { access_token: accessToken, expires_in: seconds } = await readJson(call, tokenShape);
  await options.saveToken({ accessToken, expiresAtMs: now() + seconds * 1_000 });
  return accessToken;
}

function productOf(
  row: z.infer<typeof searchShape>["itemSummaries"][number],
  { imageOrigins, landedCost }: EbayOptions["policy"],
): Product | null {
  const url = safeUrl(row.itemWebUrl);
  const title = cleanText(row.title, 200);
  const amount = Number(row.price?.value);
  const currency = row.price?.currency ?? "";
  if (url === null || title === "" || !(amount > 0) || !/^[A-Z]{3}$/.test(currency)) return null;
  const price = { amount, currency };
  const percent = Number(row.seller?.feedbackPercentage || "NaN");
  return {
    id: cleanText(row.itemId, 120) || url,
    title,
    price,
    landedJmd: landedCostJmd(price, landedCost),
    image: safeImageUrl(row.image?.imageUrl, imageOrigins),
    url,
    source: "ebay",
    merchant: cleanText(row.seller?.username ?? "", 80) || null,
    condition: cleanText(row.condition, 40) || null,
    // eBay rates sellers in percent; converted to a scale of five.
    rating:
      percent >= 0 && percent <= 100
        ? { value: Math.round(percent / 2) / 10, count: row.seller?.feedbackScore ?? 0 }
        : null,
  };
}
