import type { Merchant, Product } from "./product.ts";

interface MerchantRow {
  readonly label: string;
  /** Under example.com only: the demo sells nothing and links nowhere real. */
  readonly origin: string;
  /** Business days from the order to the forwarder's warehouse in Miami. */
  readonly daysToMiami: readonly [number, number];
}

export const MERCHANTS: Readonly<Record<Merchant, MerchantRow>> = {
  marketplace: { label: "US marketplace", origin: "https://marketplace.example.com", daysToMiami: [2, 4] },
  retailer: { label: "US retailer", origin: "https://retail.example.com", daysToMiami: [3, 5] },
  brand: { label: "brand store", origin: "https://brands.example.com", daysToMiami: [3, 6] },
  global: { label: "global seller", origin: "https://global.example.com", daysToMiami: [10, 18] },
};

export function productUrl(product: Product): string {
  const slug = product.name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
  return `${MERCHANTS[product.merchant].origin}/p/${slug}`;
}
