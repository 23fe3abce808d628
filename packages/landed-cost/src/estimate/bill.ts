import type { Charge } from "./charges.ts";
import type { CostLine } from "./landed-cost.ts";
import type { CourierCosts } from "./courier-costs.ts";
import { chargeInWords, chargeNames } from "./in-words.ts";
import type { Order } from "./order.ts";
import { only } from "../rows/spread.ts";
import { add, each, inWriting, NOTHING, toCents, type Sum } from "./sums.ts";

export interface Bill {
  readonly lines: readonly CostLine[];
  readonly total: Sum;
  readonly totalUsd: Sum;
}

type Draft = Omit<CostLine, "local" | "usd"> & { readonly sum: Sum };

/** The lines, each rounded to the cent in both currencies, and the totals: the sums of the rounded lines. */
export function billOf(order: Order, costs: CourierCosts, charges: readonly Charge[]): Bill {
  const usd = (sum: Sum) => each(sum, (amount) => order.exchange.fromLocal(amount, "USD", "payment"));
  const drafts = [...shopLines(order), ...courierLines(order, costs), ...chargeLines(order, charges)];
  const rounded = drafts.map(({ sum, ...line }) => ({ line, local: toCents(sum), inUsd: toCents(usd(sum)) }));
  return {
    lines: rounded.map(({ line, local, inUsd }) => ({ ...line, local: inWriting(local), usd: inWriting(inUsd) })),
    total: add(rounded.map(({ local }) => local)),
    totalUsd: add(rounded.map(({ inUsd }) => inUsd)),
  };
}

/** What the shop is paid, in the place's currency. */
export function paidToShop({ input, exchange, quantity }: Order): Sum {
  const extras = [input.shopShipping, input.salesTax].map((money) =>
    money ? only(exchange.toLocal(money, "payment")) : NOTHING,
  );
  return add([only(exchange.toLocal(input.price, "payment").times(quantity)), ...extras]);
}

function shopLines(order: Order): readonly Draft[] {
  const { input, exchange, quantity } = order;
  const given = { to: "shop", sources: [], confidence: "given" } as const;
  const line = (code: string, name: string, money: typeof input.salesTax) =>
    money ? [{ ...given, code, name, basis: "the shop's invoice", sum: only(exchange.toLocal(money, "payment")) }] : [];
  const goods = only(exchange.toLocal(input.price, "payment").times(quantity));
  return [
    { ...given, code: "GOODS", name: "goods", basis: `${quantity} at the shop's price`, sum: goods },
    ...line("SHOP-SHIPPING", "delivery by the shop", input.shopShipping),
    ...line("SALES-TAX", "sales tax of the shop", input.salesTax),
  ];
}

function courierLines({ input, courier }: Order, costs: CourierCosts): readonly Draft[] {
  const given = { to: "courier", sources: [], confidence: "given" } as const;
  const listed = courier ? { ...given, sources: courier.sources, confidence: courier.confidence } : given;
  const by = courier ? `${courier.name}'s list` : "a quote";
  const weight = costs.billedLb ? `${costs.billedLb.toString()} lb at ${by}` : by;
  const freight = input.freight ? { ...given, basis: "a quote" } : { ...listed, basis: weight };
  const insurance = input.insurance ? { ...given, basis: "paid for" } : { ...listed, basis: by };
  const lines = [
    { ...freight, code: "FREIGHT", name: "freight", sum: costs.freight },
    { ...listed, basis: by, code: "FUEL", name: "surcharge on freight", sum: costs.fuel },
    { ...insurance, code: "INSURANCE", name: "insurance", sum: costs.insurance },
    ...costs.fees.map(({ name, sum }, index) => ({ ...listed, basis: by, code: `FEE-${index + 1}`, name, sum })),
    {
      ...listed,
      basis: `${courier?.servicesTaxPercent ?? 0} % of the courier's prices`,
      code: "SERVICE-TAX",
      name: "tax on the courier's services",
      sum: costs.servicesTax,
    },
  ];
  return lines.filter(({ sum }) => sum.high.gt(0));
}

function chargeLines({ input }: Order, charges: readonly Charge[]): readonly Draft[] {
  const names = chargeNames(charges.map(({ row }) => row));
  return charges.map(({ row, sum, freedBy }) => {
    const { code, name, to } = row;
    const isKnown = row.kind === "percent" && input.knownPercents?.[code] !== undefined;
    const words = chargeInWords(row, names);
    const freeing = freedBy?.inEveryCase ? freedBy.fact : null;
    return {
      code,
      name,
      to,
      sum,
      basis: freedBy ? `${words}; ${freedBy.says}` : words,
      sources: freeing?.sources ?? row.sources,
      confidence: freeing?.confidence ?? (isKnown ? "given" : row.confidence),
    };
  });
}
