import type { Destination } from "./islands.ts";
import { MERCHANTS } from "./merchants.ts";
import type { Product } from "./product.ts";

/** Fewest and most business days from the order to pickup. */
export function deliveryDays(product: Product, destination: Destination): readonly [number, number] {
  const [fastest, slowest] = MERCHANTS[product.merchant].daysToMiami;
  return [fastest + destination.daysFromMiami[0], slowest + destination.daysFromMiami[1]];
}
