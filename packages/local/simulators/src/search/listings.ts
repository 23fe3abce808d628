import { CATALOGUE } from "../shop/catalogue.ts";
import { MERCHANTS, productUrl } from "../shop/merchants.ts";
import type { Product } from "../shop/product.ts";
import { search } from "../shop/search.ts";
import type { Listing } from "./listing.ts";

/** Each demo product is listed this often, by different sellers in different variants: about four thousand listings in all. */
const VARIANTS_EACH = 24;

const MAKES = ["black", "white", "blue", "red", "silver", "green"] as const;
const CONDITIONS = ["New", "New", "Open box", "Used"] as const;
const SELLERS = ["Harbour Goods", "Palmetto Outlet", "Gulf & Bay", "Northside Deals", "Everyday Depot"] as const;

export const LISTING_COUNT: number = CATALOGUE.length * VARIANTS_EACH;

/** The matching listings, best first: every matching product once before any repeats. The same query gives the same result. */
export function findListings(query: string, { limit, imageBase }: { limit: number; imageBase: string }): Listing[] {
  const products = search(query, { limit });
  const found: Listing[] = [];
  for (let variant = 0; variant < VARIANTS_EACH && found.length < limit && products.length > 0; variant++) {
    for (const product of products) {
      if (found.length === limit) break;
      found.push(listingOf(product, variant, imageBase));
    }
  }
  return found;
}

function listingOf(product: Product, variant: number, imageBase: string): Listing {
  const number = CATALOGUE.indexOf(product) * VARIANTS_EACH + variant;
  const make = MAKES[variant % MAKES.length] ?? "black";
  const condition = CONDITIONS[variant % CONDITIONS.length] ?? "New";
  const worn = condition === "New" ? 1 : condition === "Open box" ? 0.85 : 0.65;
  return {
    id: String(100_000_000_000 + number),
    title: `${product.name}, ${make}`,
    priceUsd: Math.round(product.priceUsd * worn * (1 + (variant % 5) * 0.04) * 100) / 100,
    merchant: SELLERS[number % SELLERS.length] ?? MERCHANTS[product.merchant].label,
    condition,
    url: `${productUrl(product)}?listing=${number}`,
    image: `${imageBase}/${number}.png`,
    rating: 3.5 + (number % 15) / 10,
    ratings: 5 + ((number * 37) % 900),
  };
}
