import type { Understanding } from "./conversation.ts";
import { landedCost } from "./landed-cost.ts";
import type { Product } from "./product.ts";
import { search } from "./search.ts";

const CONSIDERED = 24;

/** The products to show: the best matches; for a follow-up, those cheaper, better or after the ones shown. Empty when there are none. */
export function pickProducts({
  topic,
  intent,
  budgetUsd,
  destination,
  repeats,
  shown,
}: Understanding): readonly Product[] {
  if (topic === null) return [];
  // A user's limit means the landed cost.
  const accepts = (product: Product) =>
    budgetUsd === undefined || landedCost(product, destination).totalUsd <= budgetUsd;
  const found = search(topic, { limit: CONSIDERED, accepts });
  const first = found.slice(0, shown);
  if (intent === "more") return found.slice(shown * repeats, shown * (repeats + 1));
  if (intent !== "cheaper" && intent !== "better") return first;
  const prices = first.map(({ priceUsd }) => priceUsd);
  const middle = prices.reduce((sum, price) => sum + price, 0) / Math.max(1, prices.length);
  const byPrice = found.toSorted((one, other) => one.priceUsd - other.priceUsd);
  if (intent === "better") return byPrice.toReversed().slice(0, shown - 1);
  const below = byPrice.filter(({ priceUsd }) => priceUsd < middle);
  return (below.length > 0 ? below : byPrice).slice(0, shown - 1);
}
