import { Big } from "big.js";
import type { Courier } from "../rows/courier.ts";
import { only, type Spread } from "../rows/spread.ts";
import { billedWeightLb } from "./billed-weight.ts";
import type { Order } from "./order.ts";
import { refuse } from "./refuse.ts";
import type { LandedCostRefusal } from "./landed-cost.ts";
import { add, each, largest, NOTHING, ZERO, type Sum } from "./sums.ts";

/** What a courier takes, in the place's currency. */
export interface CourierCosts {
  readonly freight: Sum;
  readonly fuel: Sum;
  /** Insurance that is paid for; deemed insurance is not. */
  readonly insurance: Sum;
  readonly fees: readonly { readonly name: string; readonly sum: Sum }[];
  readonly servicesTax: Sum;
  readonly billedLb: Big | null;
}

export function courierCosts(order: Order): CourierCosts | LandedCostRefusal {
  const { input, courier, exchange } = order;
  const given = (money: typeof input.freight) => (money ? only(exchange.toLocal(money, "payment")) : null);
  const quoted = given(input.freight);
  const insured = given(input.insurance);
  if (!courier)
    return {
      freight: quoted ?? NOTHING,
      fuel: NOTHING,
      insurance: insured ?? NOTHING,
      fees: [],
      servicesTax: NOTHING,
      billedLb: null,
    };

  const pounds = billedWeightLb(input, courier);
  const listed = quoted ? ZERO : listPrice(courier, pounds);
  if (!listed) return refuse("too-heavy", `${courier.name} has no price for ${pounds.toString()} lb.`);
  const inLocal = (amount: Big | string) =>
    only(exchange.toLocal({ amount: amount.toString(), currency: courier.currency }, "payment"));
  const freight = quoted ?? inLocal(listed);
  const fuel = quoted ? NOTHING : inLocal(fuelOf(courier, listed, pounds));
  const insurance = insured ?? inLocal(insuranceOf(courier, goodsUsd(order), pounds));
  const fees = courier.fees.map(({ name, amount, currency, per }) => ({
    name,
    sum: each(inMoney(amount), (one) =>
      exchange.toLocal({ amount: one.toString(), currency }, "payment").times(per === "lb" ? pounds : 1),
    ),
  }));
  const services = add([freight, fuel, insurance, ...fees.map(({ sum }) => sum)]);
  const servicesTax = each(services, (sum) => sum.times(courier.servicesTaxPercent ?? 0).div(100));
  return { freight, fuel, insurance, fees, servicesTax, billedLb: pounds };
}

function inMoney({ low, likely, high }: Spread<string>): Sum {
  return { low: new Big(low), likely: likely === null ? null : new Big(likely), high: new Big(high) };
}

/** Null above the last tier. */
function listPrice({ tiers, minimum = "0" }: Courier, pounds: Big): Big | null {
  const at = tiers.findIndex(({ upToLb }) => upToLb === null || pounds.lte(upToLb));
  const tier = tiers[at];
  if (!tier) return null;
  const above = pounds.minus(tiers[at - 1]?.upToLb ?? 0).times(tier.perLbAbove ?? 0);
  const price = tier.perLb === undefined ? new Big(tier.flat ?? 0).plus(above) : pounds.times(tier.perLb);
  return largest(price, new Big(minimum));
}

function fuelOf({ fuel }: Courier, freight: Big, pounds: Big): Big {
  if (!fuel) return ZERO;
  return "percent" in fuel ? freight.times(fuel.percent).div(100) : pounds.times(fuel.perLb);
}

function insuranceOf({ insurance }: Courier, goods: Big, pounds: Big): Big {
  if (!insurance) return ZERO;
  if ("perLb" in insurance) return pounds.times(insurance.perLb);
  const hundreds = goods.div(100).round(0, Big.roundUp);
  return largest(hundreds.times(insurance.per100), new Big(insurance.minimum ?? 0));
}

function goodsUsd({ input, exchange, quantity }: Order): Big {
  return exchange.fromLocal(exchange.toLocal(input.price, "payment"), "USD", "payment").times(quantity);
}
