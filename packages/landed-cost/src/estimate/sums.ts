import { Big } from "big.js";
import { between, only, type Side, type Spread } from "../rows/spread.ts";
import type { Amounts } from "./landed-cost.ts";

/** An exact amount of the place's currency. */
export type Sum = Spread<Big>;

export const ZERO = new Big(0);
export const NOTHING: Sum = only(ZERO);
export const SIDES: readonly Side[] = ["low", "likely", "high"];

export function add(sums: readonly Sum[]): Sum {
  return sums.reduce(
    (total, sum) => ({
      low: total.low.plus(sum.low),
      likely: total.likely && sum.likely ? total.likely.plus(sum.likely) : null,
      high: total.high.plus(sum.high),
    }),
    NOTHING,
  );
}

export function each(sum: Sum, change: (amount: Big) => Big): Sum {
  return { low: change(sum.low), likely: sum.likely && change(sum.likely), high: change(sum.high) };
}

/** Covers what each of the two covers; likely where they agree. */
export function envelope(one: Sum, other: Sum): Sum {
  const likely = one.likely && other.likely?.eq(one.likely) ? one.likely : null;
  return between(one.low.lt(other.low) ? one.low : other.low, one.high.gt(other.high) ? one.high : other.high, likely);
}

export function largest(one: Big, other: Big): Big {
  return one.gt(other) ? one : other;
}

/** Half a cent is rounded up. */
export function toCents(sum: Sum): Sum {
  return each(sum, (amount) => amount.round(2, Big.roundHalfUp));
}

export function inWriting(sum: Sum): Amounts {
  return { low: sum.low.toFixed(2), likely: sum.likely?.toFixed(2) ?? null, high: sum.high.toFixed(2) };
}
