import type { Big } from "big.js";
import type { BandsRow, ChargeRow, FixedRow, PercentRow } from "../rows/charge-row.ts";
import { take, type Side, type Spread } from "../rows/spread.ts";
import type { Order } from "./order.ts";
import { sumOf, type Parts } from "./parts.ts";
import { ZERO, type Sum } from "./sums.ts";

/**
 * A charge's amount. Likely is what the row says is likely; where it says nothing, what its low and its high terms agree on, or null.
 */
export function chargeAmount(row: ChargeRow, parts: Parts, order: Order): Sum {
  const at = (terms: Side, side: Side) => compute(row, { terms, side, parts, order });
  const [low, high] = [at("low", "low") ?? ZERO, at("high", "high") ?? ZERO];
  const agreed = () => {
    const [least, most] = [at("low", "likely"), at("high", "likely")];
    return least && most?.eq(least) ? least : null;
  };
  const likely = isSettled(row) ? at("likely", "likely") : agreed();
  return { low, likely: likely ?? (low.eq(high) ? low : null), high };
}

interface Terms {
  /** Which of the row's terms. */
  readonly terms: Side;
  /** Which side of the parts that they are computed on. */
  readonly side: Side;
  readonly parts: Parts;
  readonly order: Order;
}

function isSettled(row: ChargeRow): boolean {
  const spreads: readonly (Spread<unknown> | undefined)[] =
    row.kind === "percent"
      ? [row.rate, row.base, row.min, row.max]
      : row.kind === "fixed"
        ? [row.amount]
        : row.bands.map(({ amount }) => amount);
  return spreads.every((spread) => spread?.likely !== null);
}

function compute(row: ChargeRow, at: Terms): Big | null {
  if (row.kind === "percent") return percentOf(row, at);
  return row.kind === "fixed" ? fixed(row, at) : ofBand(row, at);
}

function percentOf(row: PercentRow, { terms, side, parts, order }: Terms): Big | null {
  const base = sumOf(parts, take(row.base, terms), side);
  if (!base) return null;
  const amount = base.times(take(row.rate, terms)).div(100);
  const limit = (spread: Spread<string> | undefined) =>
    spread
      ? order.exchange.toLocal(
          { amount: take(spread, terms), currency: row.currency ?? order.place.currency },
          "customs",
        )
      : null;
  const [min, max] = [limit(row.min), limit(row.max)];
  if (min?.gt(amount)) return min;
  return max?.lt(amount) ? max : amount;
}

function fixed({ amount, currency, per }: FixedRow, { terms, order }: Terms): Big {
  const one = order.exchange.toLocal({ amount: take(amount, terms), currency }, "customs");
  return per === "unit" ? one.times(order.quantity) : one;
}

function ofBand({ base, bands, bandCurrency, currency }: BandsRow, { terms, side, parts, order }: Terms): Big | null {
  const value = sumOf(parts, base, side);
  if (!value) return null;
  const { exchange } = order;
  const isIn = (upTo: string | null) =>
    upTo === null || value.lte(exchange.toLocal({ amount: upTo, currency: bandCurrency }, "customs"));
  const band = bands.find(({ upTo }) => isIn(upTo));
  return band ? exchange.toLocal({ amount: take(band.amount, terms), currency }, "customs") : ZERO;
}
