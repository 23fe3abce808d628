import type { Listing } from "./listing.ts";
import { findListings } from "./listings.ts";
import { hostileListings, hostilePages } from "./hostile.ts";
import { findPages } from "./web-pages.ts";

/** Body of `POST /search` and `POST /shopping` at Serper: https://serper.dev (its playground shows requests and answers). */
export interface SerperRequest {
  readonly q: string;
  readonly gl: string;
  readonly hl: string;
  readonly num: number;
}

/** Null when Serper would answer 400. */
export function parseSerperRequest(body: unknown): SerperRequest | null {
  if (typeof body !== "object" || body === null) return null;
  const { q, gl = "us", hl = "en", num = 10 } = body as Partial<Record<keyof SerperRequest, unknown>>; // safe because each is checked below
  if (typeof q !== "string" || q.trim() === "" || typeof gl !== "string" || typeof hl !== "string") return null;
  if (typeof num !== "number" || !(num >= 1 && num <= 100)) return null;
  return { q, gl, hl, num };
}

export function serperSearch(request: SerperRequest): object {
  const { num, q } = request;
  const organic = [...hostilePages(q), ...findPages(q, num)].slice(0, num);
  return {
    searchParameters: { ...request, type: "search", engine: "google" },
    organic: organic.map((page, index) => ({ ...page, position: index + 1 })),
    relatedSearches: [{ query: `${q} jamaica` }],
    credits: 1,
  };
}

export function serperShopping(request: SerperRequest, imageBase: string): object {
  const { num, q } = request;
  const listings = [...hostileListings(q), ...findListings(q, { limit: num, imageBase })].slice(0, num);
  return {
    searchParameters: { ...request, type: "shopping", engine: "google" },
    shopping: listings.map(shoppingRow),
    credits: 2,
  };
}

function shoppingRow({ id, title, priceUsd, merchant, url, image, rating, ratings }: Listing, index: number): object {
  return {
    title,
    source: merchant,
    link: url,
    price: `$${priceUsd.toLocaleString("en-US", { minimumFractionDigits: 2 })}`,
    ...(image === null ? {} : { imageUrl: image }),
    rating,
    ratingCount: ratings,
    offers: "1",
    productId: id,
    position: index + 1,
  };
}
