import { Big } from "big.js";
import { describe, expect, it } from "vitest";
import { estimateLandedCost } from "./estimate/estimate-landed-cost.ts";
import type { GivenRate, LandedCostInput } from "./estimate/landed-cost-input.ts";
import type { LandedCost } from "./estimate/landed-cost.ts";
import type { Currency } from "./rows/currency.ts";

/** Calculations that a page prints, each on its own day. The numbers are the numbers of section 6 of the facts. */
describe("a worked example of a page comes out to the cent", () => {
  const TTD = rate("TTD", "6.77959", "2019-06-01");

  it("1: Trinidad, clothing", () => {
    const cost = estimated({
      ...personal("TT", "2019-06-01"),
      category: "clothing",
      price: usd("400"),
      insurance: usd("10"),
      freight: usd("150"),
      rates: [TTD],
    });
    expect(cost.customsValue.likely).toBe("3796.57");
    expect(likely(cost, ["ID", "OPT", "VAT"])).toEqual(["759.31", "265.76", "602.71"]);
    expect(customs(cost)).toBe("1627.78");
  });

  it("2: Trinidad, a laptop before 2020-09-04; free since", () => {
    const laptop = {
      ...personal("TT", "2020-09-03"),
      category: "laptops",
      price: usd("400"),
      freight: usd("22"),
      rates: [TTD],
    };
    const before = estimated(laptop);
    expect(before.customsValue.likely).toBe("2860.99");
    expect(likely(before, ["ID", "OPT", "VAT"])).toEqual(["0.00", "200.27", "382.66"]);
    expect(customs(before)).toBe("582.93");
    expect(customs(estimated({ ...laptop, date: "2020-09-04" }))).toBe("0.00");
  });

  it("3: Trinidad, perfume by a courier that leaves fuel and insurance out of the customs value", () => {
    const cost = estimated({
      ...personal("TT", "2026-06-01"),
      category: "perfume",
      price: usd("50"),
      weightLb: "1",
      courier: "web-source",
      rates: [rate("TTD", "6.82", "2026-06-01")],
    });
    const fees = cost.lines.filter(({ to }) => to !== "shop").map(({ usd }) => usd.likely);
    expect(total(fees)).toBe("30.47");
  });

  it("4: Bahamas, a phone", () => {
    const cost = estimated({
      ...personal("BS", "2023-01-01"),
      category: "phones",
      price: usd("300"),
      freight: usd("0"),
    });
    expect(likely(cost, ["ID", "PF", "ENV", "VAT"])).toEqual(["30.00", "10.00", "5.00", "34.50"]);
    expect(customs(cost)).toBe("79.50");
  });

  it("5: Bahamas, a television, before delivery and tax", () => {
    const cost = estimated({
      ...personal("BS", "2023-01-01"),
      category: "televisions",
      price: usd("500"),
      freight: usd("0"),
    });
    expect(likely(cost, ["ID"])).toEqual(["175.00"]);
    expect(beforeVat(cost)).toBe("690.00");
  });

  it("6: Bahamas, a television in 2018, with the landed value that its tax implies", () => {
    const cost = estimated({
      ...personal("BS", "2018-10-01"),
      category: "televisions",
      price: usd("400"),
      freight: usd("110"),
    });
    expect(likely(cost, ["ID", "PF", "ENV", "VAT"])).toEqual(["140.00", "10.00", "5.00", "79.80"]);
    expect(beforeVat(cost)).toBe("665.00");
  });

  it("7: Bahamas, a traveller's television in 2018", () => {
    const cost = estimated({
      ...personal("BS", "2018-10-01"),
      category: "televisions",
      price: usd("600"),
      freight: usd("0"),
      mode: "traveller",
    });
    expect(likely(cost, ["ID", "ENV", "VAT"])).toEqual(["35.00", "5.00", "16.80"]);
    expect(cost.verdict).toMatchObject({ kind: "allowance", by: { amount: "100.00", currency: "USD" } });
  });

  it("8: Barbados, clothing at 60 %", () => {
    const cost = estimated({
      ...personal("BB", "2025-05-15"),
      category: "clothing",
      price: { amount: "100", currency: "BBD" },
      freight: { amount: "20", currency: "BBD" },
      knownPercents: { ID: "60", ENV: "0" },
    });
    expect(high(cost, ["ID", "VAT", "FXF"])).toEqual(["72.00", "33.60", "2.00"]);
  });

  it("10: Guyana by post in 2013, and with today's tax", () => {
    const clothes: LandedCostInput = {
      ...personal("GY", "2013-09-06"),
      category: "clothing",
      price: { amount: "4000", currency: "GYD" },
      freight: usd("0"),
      mode: "post",
      rates: [rate("GYD", "205", "2013-09-06")],
    };
    const then = estimated(clothes);
    expect(likely(then, ["ID", "VAT", "POST"])).toEqual(["800.00", "768.00", "500.00"]);
    expect(customs(then)).toBe("2068.00");
    expect(likely(estimated({ ...clothes, date: "2017-02-01" }), ["ID", "VAT"])).toEqual(["800.00", "672.00"]);
  });

  it("11: Cayman, electronics", () => {
    const cost = estimated({
      ...personal("KY", "2026-06-01"),
      category: "headphones",
      price: usd("1000"),
      freight: usd("150"),
      insurance: usd("25"),
      mode: "sea",
    });
    expect(cost.customsValueUsd.likely).toBe("1175.00");
    expect(cost.customsValue.likely).toBe("963.50");
    const inUsd = new Map(cost.lines.map(({ code, usd }) => [code, usd.likely]));
    expect([inUsd.get("ID"), inUsd.get("ENV")]).toEqual(["258.50", "11.75"]);
    expect([cost.totalUsd.likely, cost.total.likely]).toEqual(["1445.25", "1185.11"]);
  });

  it("13: Jamaica, the insurance that customs adds at sea", () => {
    const cost = estimated({
      ...personal("JM", "2026-06-01"),
      category: "clothing",
      price: usd("100"),
      freight: usd("50"),
      mode: "sea",
      rates: [rate("JMD", "160.63", "2026-06-01")],
    });
    expect(cost.customsValueUsd.likely).toBe("152.25");
  });

  it("16: Bahamas, a real commercial entry, within a cent", () => {
    const cost = estimated({
      ...personal("BS", "2024-01-01"),
      purpose: "commercial",
      category: "other",
      price: usd("24515.70"),
      freight: usd("8293.10"),
      knownPercents: { ID: "0" },
    });
    expect(likely(cost, ["PF"])).toEqual(["245.16"]);
    // The page has 33,053.95.
    expect(beforeVat(cost)).toBe("33053.96");
    expect(likely(cost, ["VAT"])).toEqual(["3305.40"]);
  });
});

function personal(place: string, date: string) {
  return { place, date, rates: [] as readonly GivenRate[] };
}

function usd(amount: string) {
  return { amount, currency: "USD" } as const;
}

function rate(currency: Currency, perUsd: string, date: string): GivenRate {
  return { currency, perUsd, date, source: "the example" };
}

function estimated(input: LandedCostInput): LandedCost {
  const cost = estimateLandedCost(input);
  if (!cost.ok) throw new Error(cost.says);
  return cost;
}

function likely(cost: LandedCost, codes: readonly string[]): readonly (string | null | undefined)[] {
  return codes.map((code) => cost.lines.find((line) => line.code === code)?.local.likely);
}

function high(cost: LandedCost, codes: readonly string[]): readonly (string | undefined)[] {
  return codes.map((code) => cost.lines.find((line) => line.code === code)?.local.high);
}

/** What customs is likely paid, in the place's currency. */
function customs({ lines }: LandedCost): string {
  return total(lines.filter(({ to }) => to === "customs").map(({ local }) => local.likely));
}

function beforeVat({ lines }: LandedCost): string {
  return total(lines.filter(({ code }) => code !== "VAT").map(({ local }) => local.likely));
}

function total(amounts: readonly (string | null)[]): string {
  return amounts.reduce((sum, amount) => sum.plus(amount ?? Number.NaN), new Big(0)).toFixed(2);
}
