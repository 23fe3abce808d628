import { Big } from "big.js";
import { describe, expect, it } from "vitest";
import { ALL_ROWS } from "./all-rows.ts";
import { CATEGORIES, type Category } from "./rows/category.ts";
import type { ChargeRow, PercentRow } from "./rows/charge-row.ts";
import { allFacts } from "./rows/all-facts.ts";
import type { Spread } from "./rows/spread.ts";

const CATEGORY_NAMES = Object.keys(CATEGORIES) as readonly Category[];
const TODAY = "2026-11-30";
/** What every base may name besides charges. */
const GIVEN = ["FOB", "FREIGHT", "INSURANCE", "CIF", "PAID"];

describe("the facts", () => {
  it("have days and dates that can be read, and end after they begin", () => {
    const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
    const wrong = allFacts(ALL_ROWS).filter(({ fact: { from, until, sources } }) => {
      const days = [from, until, ...sources.map(({ readOn }) => readOn)].filter((one) => one !== undefined);
      const dates = sources.map(({ date }) => date).filter((date) => date !== null);
      const ordered = from === undefined || until === undefined || from <= until;
      return !ordered || !days.every(isDay) || !dates.every((date) => /^\d{4}(?:-\d\d){0,2}$/.test(date));
    });
    expect(wrong).toEqual([]);
  });

  it("say why when sources disagree", () => {
    const silent = ALL_ROWS.places.flatMap(({ charges }) =>
      charges.filter(({ confidence, note }) => confidence === "conflict" && !note),
    );
    expect(silent).toEqual([]);
  });
});

describe.each(ALL_ROWS.places)("the rows of $name", ({ charges, thresholds }) => {
  it("compute each charge on those above it, by low, likely and high in this order", () => {
    const order = [...new Set(charges.map(({ code }) => code))];
    const wrong = charges.filter((row) => {
      const known = [...GIVEN, ...order.slice(0, order.indexOf(row.code))];
      return (
        !basesOf(row)
          .flat()
          .every((part) => known.includes(part)) ||
        !spreadsOf(row).every(isOrdered) ||
        !isNested(row)
      );
    });
    expect(wrong).toEqual([]);
  });

  it("have one row at most for each charge, kind of goods and day", () => {
    const doubled = charges.filter((row, index) =>
      charges
        .slice(index + 1)
        .some((other) => other.code === row.code && haveCommonGoods(row, other) && overlap(row, other)),
    );
    expect(doubled).toEqual([]);
  });

  it("have a rate of duty for all goods today, and one allowance at most", () => {
    const rates = CATEGORY_NAMES.filter((category) =>
      charges.some(
        (row) =>
          row.code === "ID" &&
          (row.for?.includes(category) ?? true) &&
          (row.until ?? TODAY) >= TODAY &&
          (row.from ?? TODAY) <= TODAY,
      ),
    );
    expect(rates).toEqual(CATEGORY_NAMES);
    expect(thresholds.filter(({ over }) => over === "excess").length).toBeLessThan(2);
  });
});

it.each(ALL_ROWS.couriers)(
  "the price list of $id in $place has a price for every weight up to its last",
  ({ tiers }) => {
    const ends = tiers.map(({ upToLb }) => (upToLb === null ? Infinity : Number(upToLb)));
    expect(ends).toEqual(ends.toSorted((one, other) => one - other));
    expect(tiers.filter(({ flat, perLb }) => (flat === undefined) === (perLb === undefined))).toEqual([]);
  },
);

function basesOf(row: ChargeRow): readonly (readonly string[])[] {
  if (row.kind === "fixed") return [];
  return row.kind === "bands" ? [row.base] : [row.base.low, row.base.likely ?? [], row.base.high];
}

function spreadsOf(row: ChargeRow): readonly Spread<string>[] {
  if (row.kind === "percent") return [row.rate, row.min, row.max].filter((spread) => spread !== undefined);
  return row.kind === "fixed" ? [row.amount] : row.bands.map(({ amount }) => amount);
}

function isOrdered({ low, likely, high }: Spread<string>): boolean {
  return new Big(low).lte(likely ?? low) && new Big(likely ?? high).lte(high) && new Big(low).lte(high);
}

/** A larger base has all of a smaller one, or the customs value in the place of the goods. */
function isNested(row: ChargeRow): boolean {
  if (row.kind !== "percent") return true;
  const { low, likely, high }: PercentRow["base"] = row.base;
  const covers = (larger: readonly string[], smaller: readonly string[]) =>
    smaller.every((part) => larger.includes(part) || (part === "FOB" && larger.includes("CIF")));
  return covers(likely ?? high, low) && covers(high, likely ?? low);
}

function haveCommonGoods(one: ChargeRow, other: ChargeRow): boolean {
  if (!one.for || !other.for) return one.for === other.for;
  return one.for.some((category) => other.for?.includes(category));
}

function overlap(one: ChargeRow, other: ChargeRow): boolean {
  return (one.from ?? "") <= (other.until ?? "9") && (other.from ?? "") <= (one.until ?? "9");
}
