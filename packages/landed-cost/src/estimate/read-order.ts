import { CATEGORIES, GOODS_NOT_COVERED, type Category } from "../rows/category.ts";
import type { Courier } from "../rows/courier.ts";
import type { Currency, Money } from "../rows/currency.ts";
import type { Place } from "../rows/place.ts";
import type { Rows } from "../rows/rows.ts";
import { holdsOn } from "../rows/source.ts";
import { createExchange } from "./exchange.ts";
import type { LandedCostInput } from "./landed-cost-input.ts";
import type { LandedCostRefusal } from "./landed-cost.ts";
import type { Order } from "./order.ts";
import { refuse } from "./refuse.ts";

const DECIMAL = /^\d{1,12}(?:\.\d{1,6})?$/;
const MAX_COUNT = 1_000;
const MAX_POUNDS = 10_000;

/** Refuses what cannot be estimated, with the reason. */
export function readOrder(input: LandedCostInput, rows: Rows): Order | LandedCostRefusal {
  if ((GOODS_NOT_COVERED as readonly string[]).includes(input.category))
    return refuse("goods-not-covered", `No estimate for ${input.category}: they have taxes of their own.`);
  if (!isCategory(input.category)) return refuse("unknown-category", `There is no category ${quote(input.category)}.`);
  const place = rows.places.find(({ code }) => code === input.place);
  if (!place) return refuse("unknown-place", `There are no facts about ${quote(input.place)}.`);
  const wrong = wrongNumber(input);
  if (wrong !== null) return refuse("bad-input", wrong);
  const unknown = Object.keys(input.knownPercents ?? {}).find((code) => !hasPercentage(place, code));
  if (unknown !== undefined) return refuse("bad-input", `${place.name} has no percentage ${quote(unknown)}.`);
  if (input.mode === "traveller" && !place.thresholds.some(({ modes }) => modes.includes("traveller")))
    return refuse("no-row", `There are no facts about luggage in ${place.name}.`);

  const courier = findCourier(input, rows);
  if (input.courier !== undefined && !courier)
    return refuse(
      "unknown-courier",
      `There is no price list of ${quote(input.courier)} for ${place.name} on ${input.date}.`,
    );
  if (!input.freight && (!courier || input.weightLb === undefined))
    return refuse("freight-unknown", "The freight is needed: a quote, or a courier with a price list and the weight.");
  const exchange = createExchange({
    input,
    pegs: rows.pegs,
    local: place.currency,
    currencies: currenciesOf(input, courier),
  });
  if ("ok" in exchange) return exchange;
  return {
    input,
    place,
    category: input.category,
    courier: courier ?? null,
    mode: input.mode ?? courier?.mode ?? "air",
    purpose: input.purpose ?? "personal",
    quantity: input.quantity ?? 1,
    headings: input.headings ?? 1,
    exchange,
  };
}

function isCategory(name: string): name is Category {
  return Object.hasOwn(CATEGORIES, name);
}

function hasPercentage({ charges }: Place, percentage: string): boolean {
  return charges.some(({ code, kind }) => code === percentage && kind === "percent");
}

function findCourier({ courier, place, date, mode }: LandedCostInput, { couriers }: Rows): Courier | undefined {
  return couriers.find(
    (one) => one.id === courier && one.place === place && (mode ?? one.mode) === one.mode && holdsOn(one, date),
  );
}

function moneyOf(input: LandedCostInput): readonly Money[] {
  const { price, shopShipping, salesTax, freight, insurance, othersInParcel, othersInArrival } = input;
  return [price, shopShipping, salesTax, freight, insurance, othersInParcel, othersInArrival].filter(
    (money) => money !== undefined,
  );
}

function currenciesOf(input: LandedCostInput, courier: Courier | undefined): readonly Currency[] {
  const ofCourier = courier ? [courier.currency, ...courier.fees.map(({ currency }) => currency)] : [];
  return [...moneyOf(input).map(({ currency }) => currency), ...ofCourier];
}

/** The first number that is out of its limits, in words. */
function wrongNumber(input: LandedCostInput): string | null {
  const { price, quantity = 1, headings = 1, weightLb, boxIn, rates, knownPercents = {}, date } = input;
  if (!isDay(date)) return `${quote(date)} is not a day.`;
  const amounts = moneyOf(input).find(({ amount }) => !DECIMAL.test(amount));
  if (amounts) return `${quote(amounts.amount)} is not an amount of money.`;
  if (Number(price.amount) === 0) return "The price must be more than nothing: customs values free goods too.";
  for (const count of [quantity, headings])
    if (!Number.isInteger(count) || count < 1 || count > MAX_COUNT)
      return `A count must be a whole number from 1 to ${MAX_COUNT}.`;
  const sizes = [weightLb, boxIn?.length, boxIn?.width, boxIn?.height].filter((size) => size !== undefined);
  const size = sizes.find((one) => !isPositive(one) || Number(one) > MAX_POUNDS);
  if (size !== undefined) return `${quote(size)} is not a weight or a length.`;
  const rate = rates.find((one) => !isPositive(one.perUsd) || !isDay(one.date));
  if (rate) return `${quote(rate.perUsd)} of ${quote(rate.date)} is not an exchange rate with its day.`;
  const percent = Object.values(knownPercents).find((one) => !DECIMAL.test(one) || Number(one) > MAX_COUNT);
  return percent === undefined ? null : `${quote(percent)} is not a percentage.`;
}

function isPositive(decimal: string): boolean {
  return DECIMAL.test(decimal) && Number(decimal) > 0;
}

function isDay(date: string): boolean {
  const day = new Date(`${date}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(date) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date);
}

/** What the caller wrote, cut to a length that fits a sentence. */
function quote(text: string): string {
  return JSON.stringify(text.slice(0, 40));
}
