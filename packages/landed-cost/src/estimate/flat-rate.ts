import type { FlatRateRow } from "../rows/place.ts";
import { holdsOn } from "../rows/source.ts";
import type { Order } from "./order.ts";
import type { Parts } from "./parts.ts";
import { amountOf, countedValue } from "./relief.ts";

/** The flat rates to compute with: one, or none, or both when it depends on what customs counts. */
export function flatRatesOf(order: Order, parts: Parts): readonly (FlatRateRow | null)[] {
  const row = order.place.flatRates.find((one) => holdsOn(one, order.input.date));
  const isSmall = order.purpose === "personal" && order.mode !== "traveller";
  if (!row || !isSmall || order.headings < row.minHeadings) return [null];
  const item = order.exchange.toLocal(order.input.price, "customs");
  const isItemOver =
    row.itemUpTo !== undefined && item.gt(amountOf(order, { amount: row.itemUpTo, currency: row.currency }));
  const total = countedValue(order, parts, { basis: "CIF", counts: row.counts });
  const upTo = amountOf(order, { amount: row.upTo, currency: row.currency });
  if (isItemOver || total.low.gt(upTo)) return [null];
  return total.high.lte(upTo) ? [row] : [row, null];
}
