import { CATEGORIES } from "../rows/category.ts";
import { isStale, STALE_AFTER_DAYS } from "../rows/days-old.ts";
import { holdsOn, type Fact } from "../rows/source.ts";
import type { Bill } from "./bill.ts";
import type { Charge } from "./charges.ts";
import type { CustomsValue } from "./customs-value.ts";
import type { CostWarning } from "./landed-cost.ts";
import type { Order } from "./order.ts";
import type { Relief } from "./relief.ts";

/** From here on a parcel may look like trade. No source gives a number; it only adds a warning. */
const MANY = 6;

export interface Used {
  readonly charges: readonly Charge[];
  readonly relief: Relief;
  readonly value: CustomsValue;
  readonly bill: Bill;
}

export function warningsOf(order: Order, used: Used): readonly CostWarning[] {
  const facts = factsUsed(order, used);
  const old = facts.filter(({ fact }) => isStale(fact, order.input.date)).map(({ name }) => name);
  const stale = [...old, ...order.exchange.stale.map((currency) => `the rate of ${currency}`)];
  const open = used.bill.lines.filter(({ local }) => local.likely === null).map(({ name }) => name);
  return [
    ...conflicts(facts, used.relief),
    ...(open.length > 0 ? [warn("no-likely", `No likely total: the sources do not settle ${unique(open)}.`)] : []),
    ...(stale.length > 0
      ? [warn("stale", `No page of the last ${STALE_AFTER_DAYS} days says it: ${unique(stale)}.`)]
      : []),
    ...permits(order),
    ...aboutParcels(order, used.relief),
  ];
}

interface NamedFact {
  readonly name: string;
  readonly fact: Fact;
}

/** One warning for each name. Claims of a duty-free value that come to the same are no conflict here. */
function conflicts(facts: readonly NamedFact[], { claims, free }: Relief): readonly CostWarning[] {
  const isOpen = (fact: Fact) => free.likely === null || !claims.some((claim) => claim === fact);
  const open = facts.filter(({ fact }) => fact.confidence === "conflict" && isOpen(fact));
  return [...new Set(open.map(({ name }) => name))].map((name) => {
    const notes = open.filter((one) => one.name === name).flatMap(({ fact }) => fact.note ?? []);
    return warn("conflict", [`Sources disagree about the ${name}.`, ...notes].join(" "));
  });
}

function factsUsed({ courier }: Order, { charges, relief, value }: Used): readonly NamedFact[] {
  const thresholds = [...relief.claims, ...(relief.allowance ? [relief.allowance] : [])];
  return [
    ...thresholds.map((fact) => ({ name: "duty-free value", fact })),
    ...charges.map(({ row }) => ({ name: row.name, fact: row })),
    ...charges.flatMap(({ row, freedBy }) => (freedBy ? [{ name: row.name, fact: freedBy.fact }] : [])),
    ...(value.deemed ? [{ name: "insurance that customs adds", fact: value.deemed }] : []),
    ...(courier ? [{ name: `prices of ${courier.name}`, fact: courier }] : []),
  ].filter(({ fact }, index, all) => all.findIndex((one) => one.fact === fact) === index);
}

function permits({ place, category, input }: Order): readonly CostWarning[] {
  return place.permits
    .filter((row) => holdsOn(row, input.date) && (row.for?.includes(category) ?? true))
    .map(({ says }) => warn("permit", says));
}

function aboutParcels(
  { input, place, purpose, quantity, category }: Order,
  { claims, allowance }: Relief,
): readonly CostWarning[] {
  const flat = place.flatRates.filter((row) => holdsOn(row, input.date));
  const together = [...claims, ...(allowance ? [allowance] : []), ...flat].some(({ counts }) => counts === "arrival");
  return [
    ...(input.othersInParcel
      ? [warn("consolidated-parcel", "Goods of separate orders in one parcel are valued together.")]
      : []),
    ...(input.othersInArrival || together
      ? [warn("same-arrival", "Parcels that arrive together for one person may be added up.")]
      : []),
    ...(purpose === "commercial" || quantity >= MANY
      ? [
          warn(
            "commercial-quantity",
            `${quantity} of ${CATEGORIES[category]} may count as trade: other rules and papers can apply.`,
          ),
        ]
      : []),
  ];
}

function warn(code: CostWarning["code"], says: string): CostWarning {
  return { code, says };
}

function unique(names: readonly string[]): string {
  return [...new Set(names)].join(", ");
}
