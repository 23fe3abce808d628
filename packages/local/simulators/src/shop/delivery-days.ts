import type { Destination } from "./islands.ts";
import { MERCHANTS } from "./merchants.ts";
import type { Product } from "./product.ts";

/** Business days from the order to the counter, at best and at worst. */
export function deliveryDays(product: Product, destination: Destination): readonly [number, number] {
  const [fastest, slowest] = MERCHANTS[product.merchant].daysToMiami;
  return [fastest + destination.daysFromMiami[0], slowest + destination.daysFromMiami[1]];
}
