import { Big } from "big.js";
import type { DeemedInsuranceRow } from "../rows/place.ts";
import { holdsOn } from "../rows/source.ts";
import { between, only, take } from "../rows/spread.ts";
import type { CourierCosts } from "./courier-costs.ts";
import type { Order } from "./order.ts";
import { add, each, NOTHING, SIDES, ZERO, type Sum } from "./sums.ts";

/** The parts of the customs value, in the place's currency at customs' rate. */
export interface CustomsValue {
  readonly fob: Sum;
  readonly freight: Sum;
  readonly insurance: Sum;
  readonly deemed: DeemedInsuranceRow | null;
}

export function customsValue(order: Order, costs: CourierCosts): CustomsValue {
  const { input, place, courier, exchange, mode, quantity } = order;
  const atCustoms = (sum: Sum) => each(sum, (amount) => exchange.asCustoms(amount));
  const goods = exchange.toLocal(input.price, "customs").times(quantity);
  const extras = [input.shopShipping, input.salesTax].map((money) =>
    money ? exchange.toLocal(money, "customs") : ZERO,
  );
  // The invoice's total is what customs starts from; whether tax and delivery inside its country count is not settled.
  const invoice = extras.reduce((sum, extra) => sum.plus(extra), goods);
  const fob = between(goods, invoice, invoice);

  const counted = courier?.inCustomsValue ?? ["FREIGHT", "FUEL", "INSURANCE"];
  const freight = atCustoms(add([costs.freight, counted.includes("FUEL") ? costs.fuel : NOTHING]));
  const paid = input.insurance ? only(exchange.toLocal(input.insurance, "customs")) : atCustoms(costs.insurance);
  const insured = input.insurance !== undefined || counted.includes("INSURANCE") ? paid : NOTHING;
  const deemed = insured.high.gt(0)
    ? null
    : (place.deemedInsurance.find((row) => row.modes.includes(mode) && holdsOn(row, input.date)) ?? null);
  return { fob, freight, insurance: deemed ? deemedInsurance(deemed, fob, freight) : insured, deemed };
}

function deemedInsurance({ percent, base }: DeemedInsuranceRow, fob: Sum, freight: Sum): Sum {
  const [low, likely, high] = SIDES.map((side) => {
    const parts = take(base, side).map((part) => take(part === "FOB" ? fob : freight, side));
    return parts
      .reduce((sum, part) => sum.plus(part), new Big(0))
      .times(take(percent, side))
      .div(100);
  });
  const settled = percent.likely !== null && base.likely !== null;
  return between(low ?? ZERO, high ?? ZERO, settled ? (likely ?? null) : null);
}
