import { deliveryDays } from "./delivery-days.ts";
import type { Destination } from "./islands.ts";
import { landedCost } from "./landed-cost.ts";
import { MERCHANTS, productUrl } from "./merchants.ts";
import { money } from "./money.ts";
import type { Product } from "./product.ts";

/** A Markdown table of offers: price, landed cost in local currency, delivery days. */
export function offerTable(products: readonly Product[], destination: Destination): string {
  const lines = [
    `| Product | Price | Landed in ${destination.place} (est.) | Delivery | Sold by |`,
    "|---|---:|---:|---|---|",
  ];
  for (const product of products) {
    const [fastest, slowest] = deliveryDays(product, destination);
    const landed = money(landedCost(product, destination).totalLocal, destination.currency);
    lines.push(
      `| [${product.name}](${productUrl(product)}) | ${money(product.priceUsd, "USD")} | ${landed} | ${fastest}–${slowest} days | ${MERCHANTS[product.merchant].label} |`,
    );
  }
  return lines.join("\n");
}
