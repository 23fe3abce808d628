import type { Rows } from "../rows/rows.ts";
import { CATEGORIES } from "../rows/category.ts";
import { assumptionsOf } from "./assumptions.ts";
import { billOf, paidToShop } from "./bill.ts";
import { chargesOf, type Charge } from "./charges.ts";
import { courierCosts } from "./courier-costs.ts";
import { customsValue } from "./customs-value.ts";
import { flatRatesOf } from "./flat-rate.ts";
import type { LandedCostInput } from "./landed-cost-input.ts";
import type { LandedCost, LandedCostRefusal } from "./landed-cost.ts";
import type { Order } from "./order.ts";
import { partsOf, type Parts } from "./parts.ts";
import { readOrder } from "./read-order.ts";
import { refuse } from "./refuse.ts";
import { afterAllowance, reliefOf, type Relief } from "./relief.ts";
import { each, envelope, inWriting, NOTHING, toCents } from "./sums.ts";
import { verdictOf } from "./verdict.ts";
import { warningsOf } from "./warnings.ts";

export type OneEstimate = Omit<LandedCost, "changes">;

/** The estimate of the order as it is, without what would change it. */
export function oneEstimate(input: LandedCostInput, rows: Rows): OneEstimate | LandedCostRefusal {
  const order = readOrder(input, rows);
  if ("ok" in order) return order;
  const costs = courierCosts(order);
  if ("ok" in costs) return costs;
  const value = customsValue(order, costs);
  const whole = partsOf(value, paidToShop(order));
  const relief = reliefOf(order, whole);
  const parts = relief.allowance ? afterAllowance(order, whole, relief.allowance) : whole;
  const charges = chargesUnderEither(order, parts, relief);
  if (!charges.some(({ row }) => row.code === "ID"))
    return refuse(
      "no-row",
      `${order.place.name} has no rate of duty for ${CATEGORIES[order.category]} on ${input.date}.`,
    );

  const bill = billOf(order, costs, charges);
  const cif = parts.get("CIF") ?? NOTHING;
  const cifUsd = each(cif, (amount) => order.exchange.fromLocal(amount, "USD", "customs"));
  return {
    ok: true,
    place: order.place.code,
    currency: order.place.currency,
    date: input.date,
    total: inWriting(bill.total),
    totalUsd: inWriting(bill.totalUsd),
    customsValue: inWriting(toCents(cif)),
    customsValueUsd: inWriting(toCents(cifUsd)),
    lines: bill.lines,
    verdict: verdictOf(order, whole, relief),
    assumptions: assumptionsOf(order, charges, value),
    warnings: warningsOf(order, { charges, relief, value, bill }),
    rates: order.exchange.used,
  };
}

/** With and without the flat rate where it is open whether it applies; the lines cover both. */
function chargesUnderEither(order: Order, parts: Parts, relief: Relief): readonly Charge[] {
  const [charges = [], other] = flatRatesOf(order, parts).map((flat) => chargesOf(order, { parts, relief, flat }));
  return charges.map((charge, index) => {
    const beside = other?.[index];
    return beside ? { ...charge, sum: envelope(charge.sum, beside.sum) } : charge;
  });
}
