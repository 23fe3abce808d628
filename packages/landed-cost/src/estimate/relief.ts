import type { Big } from "big.js";
import type { ThresholdRow } from "../rows/place.ts";
import { holdsOn } from "../rows/source.ts";
import { between, only } from "../rows/spread.ts";
import type { Order } from "./order.ts";
import type { Parts } from "./parts.ts";
import { add, largest, NOTHING, ZERO, type Sum } from "./sums.ts";

/** Whether the value frees the goods: in the best case, in every case, and likely (null where these differ). */
export interface Relief {
  readonly claims: readonly ThresholdRow[];
  readonly free: { readonly low: boolean; readonly likely: boolean | null; readonly high: boolean };
  readonly allowance: ThresholdRow | null;
}

export function reliefOf(order: Order, parts: Parts): Relief {
  const rows = order.place.thresholds.filter(
    (row) => holdsOn(row, order.input.date) && row.modes.includes(order.mode) && row.purposes.includes(order.purpose),
  );
  const claims = rows.filter(({ over }) => over === "cliff");
  const frees = (side: "low" | "high") => (row: ThresholdRow) =>
    countedValue(order, parts, row)[side].lte(amountOf(order, row));
  const low = claims.some(frees("low"));
  const high = claims.length > 0 && claims.every(frees("high"));
  const allowance = rows.find(({ over }) => over === "excess") ?? null;
  return { claims, free: { low, likely: low === high ? low : null, high }, allowance };
}

/** What a threshold is compared with, in the place's currency. */
export function countedValue(order: Order, parts: Parts, row: Pick<ThresholdRow, "basis" | "counts">): Sum {
  return add([parts.get(row.basis) ?? NOTHING, only(othersOf(order, row.counts))]);
}

export function amountOf({ exchange }: Order, { amount, currency }: Pick<ThresholdRow, "amount" | "currency">): Big {
  return exchange.toLocal({ amount, currency }, "customs");
}

/** The parts after an allowance. Other goods of the same arrival may have used some of it. */
export function afterAllowance(order: Order, parts: Parts, row: ThresholdRow): Map<string, Sum> {
  const whole = amountOf(order, row);
  const rest = largest(whole.minus(othersOf(order, row.counts)), ZERO);
  const { low, likely, high } = parts.get(row.basis) ?? NOTHING;
  const less = (value: Big, by: Big) => largest(value.minus(by), ZERO);
  const dutiable = between(less(low, whole), less(high, rest), likely && rest.eq(whole) ? less(likely, whole) : null);
  const after = new Map(parts).set(row.basis, dutiable);
  const carried = ["FREIGHT", "INSURANCE"].map((name) => parts.get(name) ?? NOTHING);
  return row.basis === "FOB" ? after.set("CIF", add([dutiable, ...carried])) : after;
}

function othersOf({ input, exchange }: Order, counts: ThresholdRow["counts"]): Big {
  const others = [input.othersInParcel, counts === "arrival" ? input.othersInArrival : undefined];
  return others.reduce((sum, money) => (money ? sum.plus(exchange.toLocal(money, "customs")) : sum), ZERO);
}
