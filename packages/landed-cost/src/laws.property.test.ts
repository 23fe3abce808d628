import { Big } from "big.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ALL_ROWS } from "./all-rows.ts";
import { estimateLandedCost } from "./estimate/estimate-landed-cost.ts";
import type { LandedCostInput } from "./estimate/landed-cost-input.ts";
import type { Amounts, LandedCost } from "./estimate/landed-cost.ts";
import { CATEGORIES } from "./rows/category.ts";
import type { Place } from "./rows/place.ts";
import type { Fact } from "./rows/source.ts";
import { RATES } from "./testing/orders.ts";

const cents = (max: number) => fc.integer({ min: 1, max }).map((value) => new Big(value).div(100).toFixed(2));
const dollars = (max: number) => cents(max).map((amount) => ({ amount, currency: "USD" as const }));
const day = fc
  .date({ min: new Date("2012-01-01"), max: new Date("2027-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });

const anyOrder: fc.Arbitrary<LandedCostInput> = fc
  .record({
    place: fc.constantFrom(...ALL_ROWS.places.map(({ code }) => code)),
    date: day,
    category: fc.constantFrom(...Object.keys(CATEGORIES)),
    price: dollars(80_000),
    quantity: fc.integer({ min: 1, max: 9 }),
    shopShipping: maybe(dollars(3_000)),
    salesTax: maybe(dollars(3_000)),
    freight: dollars(20_000),
    insurance: maybe(dollars(2_000)),
    mode: fc.constantFrom("air", "sea", "post", "traveller" as const),
    purpose: fc.constantFrom("personal", "commercial" as const),
    headings: fc.integer({ min: 1, max: 4 }),
    othersInParcel: maybe(dollars(20_000)),
    othersInArrival: maybe(dollars(20_000)),
    rates: fc.constant(RATES),
  })
  // safe because an absent key and one without a value are read alike
  .map((input) => input as LandedCostInput);

const listedOrder = fc
  .record({ input: anyOrder, courier: fc.constantFrom(...ALL_ROWS.couriers), pounds: cents(10_000) })
  .map(({ input, courier, pounds }) => {
    const { freight: _, ...rest } = input;
    const date = courier.until ?? "2026-11-30";
    return { ...rest, place: courier.place, date, courier: courier.id, weightLb: pounds };
  });

describe("whatever is ordered", () => {
  it("the lines add up to the totals, to the cent", () => {
    fc.assert(
      fc.property(fc.oneof(anyOrder, listedOrder), (input) => {
        const cost = estimated(input);
        if (!cost) return;
        for (const side of ["low", "likely", "high"] as const) {
          expect(sum(cost.lines.map(({ local }) => local[side]))).toBe(cost.total[side]);
          expect(sum(cost.lines.map(({ usd }) => usd[side]))).toBe(cost.totalUsd[side]);
        }
      }),
    );
  });

  it("low is at most likely, and likely at most high, in every line and total", () => {
    fc.assert(
      fc.property(fc.oneof(anyOrder, listedOrder), (input) => {
        const cost = estimated(input);
        if (!cost) return;
        const amounts = [
          cost.total,
          cost.totalUsd,
          cost.customsValue,
          ...cost.lines.flatMap(({ local, usd }) => [local, usd]),
        ];
        expect(amounts.filter((one) => !isOrdered(one))).toEqual([]);
      }),
    );
  });

  it("a dearer item never costs less at the door, on the same side of the line", () => {
    fc.assert(
      fc.property(anyOrder, dollars(80_000), (input, other) => {
        const order = { ...input, headings: 1 };
        const prices = [input.price, other].toSorted((one, two) => Number(one.amount) - Number(two.amount));
        const [less, more] = prices.map((price) => estimated({ ...order, price }));
        if (!less || !more || less.verdict.kind !== more.verdict.kind) return;
        for (const side of ["low", "likely", "high"] as const) {
          const [one, two] = [less.totalUsd[side], more.totalUsd[side]];
          if (one !== null && two !== null) expect(new Big(two).gte(one)).toBe(true);
        }
      }),
    );
  });

  it("closing a row changes nothing up to its last day", () => {
    fc.assert(
      fc.property(fc.oneof(anyOrder, listedOrder), day, fc.nat(), (input, lastDay, nth) => {
        fc.pre(input.date <= lastDay);
        const places = ALL_ROWS.places.map((place) =>
          place.code === input.place ? closeOne(place, lastDay, nth) : place,
        );
        expect(estimateLandedCost(input, { ...ALL_ROWS, places })).toEqual(estimateLandedCost(input));
      }),
    );
  });

  it("an answer survives being sent as JSON", () => {
    fc.assert(
      fc.property(anyOrder, (input) => {
        const cost = estimateLandedCost(input);
        expect(JSON.parse(JSON.stringify(cost))).toEqual(cost);
      }),
    );
  });
});

/** Null for a refusal. */
function estimated(input: LandedCostInput): LandedCost | null {
  const cost = estimateLandedCost(input);
  return cost.ok ? cost : null;
}

function sum(amounts: readonly (string | null)[]): string | null {
  const known = amounts.filter((amount) => amount !== null);
  return known.length < amounts.length
    ? null
    : known.reduce((total, amount) => total.plus(amount), new Big(0)).toFixed(2);
}

function isOrdered({ low, likely, high }: Amounts): boolean {
  return new Big(low).lte(likely ?? low) && new Big(likely ?? high).lte(high) && new Big(low).lte(high);
}

/** The place with one of its rows closed on a day, or earlier if it was. */
function closeOne(place: Place, lastDay: string, nth: number): Place {
  const all = [
    ...place.charges,
    ...place.thresholds,
    ...place.exemptions,
    ...place.flatRates,
    ...place.deemedInsurance,
  ];
  const chosen: Fact | undefined = all[nth % all.length];
  const close = <Row extends Fact>(rows: readonly Row[]): readonly Row[] =>
    rows.map((row) => (row === chosen && (row.until ?? lastDay) >= lastDay ? { ...row, until: lastDay } : row));
  return {
    ...place,
    charges: close(place.charges),
    thresholds: close(place.thresholds),
    exemptions: close(place.exemptions),
    flatRates: close(place.flatRates),
    deemedInsurance: close(place.deemedInsurance),
  };
}
