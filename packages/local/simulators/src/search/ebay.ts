import type { Listing } from "./listing.ts";
import { hostileListings } from "./hostile.ts";
import { findListings } from "./listings.ts";

/** eBay's upper limit of results per page. */
const MAX_LIMIT = 200;
const CONDITION_IDS = { New: "1000", "Open box": "1500", Used: "3000" } as const;

/** eBay's error body: https://developer.ebay.com/api-docs/static/handling-error-messages.html */
export function ebayError(errorId: number, domain: string, message: string): object {
  return { errors: [{ errorId, domain, category: "REQUEST", message, longMessage: message }] };
}

/** `GET /buy/browse/v1/item_summary/search`: https://developer.ebay.com/api-docs/buy/browse/resources/item_summary/methods/search */
export function itemSummaries(params: URLSearchParams, marketplace: string, imageBase: string): object {
  const q = params.get("q") ?? "";
  const limit = Math.min(MAX_LIMIT, Math.max(1, Number(params.get("limit") ?? "50") || 50));
  const accepts = filterOf(params.get("filter") ?? "");
  const found = [...hostileListings(q), ...findListings(q, { limit: MAX_LIMIT, imageBase })].filter(accepts);
  return {
    href: `https://api.ebay.com/buy/browse/v1/item_summary/search?${params}`,
    total: found.length,
    limit,
    offset: 0,
    ...(found.length === 0 ? {} : { itemSummaries: found.slice(0, limit).map((one) => summaryOf(one, marketplace)) }),
  };
}

/** Reads eBay's filters `price:[..N]` and `conditionIds:{A|B}`. */
function filterOf(filter: string): (listing: Listing) => boolean {
  const most = Number(/price:\[\d*\.\.(\d+(?:\.\d+)?)\]/.exec(filter)?.[1] ?? Infinity);
  const ids = /conditionIds:\{([\d|]+)\}/.exec(filter)?.[1]?.split("|");
  return ({ priceUsd, condition }) => priceUsd <= most && (!ids || ids.includes(CONDITION_IDS[condition]));
}

function summaryOf(
  { id, title, priceUsd, merchant, condition, url, image, rating }: Listing,
  marketplace: string,
): object {
  return {
    itemId: `v1|${id}|0`,
    title,
    leafCategoryIds: ["20625"],
    categories: [{ categoryId: "20625", categoryName: "Home & Garden" }],
    ...(image === null ? {} : { image: { imageUrl: image }, thumbnailImages: [{ imageUrl: image }] }),
    price: { value: priceUsd.toFixed(2), currency: "USD" },
    itemHref: `https://api.ebay.com/buy/browse/v1/item/v1%7C${id}%7C0`,
    seller: { username: merchant, feedbackPercentage: (rating * 20).toFixed(1), feedbackScore: 1_200 },
    condition,
    conditionId: CONDITION_IDS[condition],
    shippingOptions: [{ shippingCostType: "FIXED", shippingCost: { value: "0.00", currency: "USD" } }],
    buyingOptions: ["FIXED_PRICE"],
    itemWebUrl: url,
    itemLocation: { postalCode: "331**", country: "US" },
    adultOnly: false,
    legacyItemId: id,
    availableCoupons: false,
    priorityListing: false,
    listingMarketplaceId: marketplace,
  };
}
