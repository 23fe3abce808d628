import { describe, expect, it } from "vitest";
import { estimated, lineOf, order, usd, xcd } from "./testing/orders.ts";

describe("a shopper near a duty-free value learns which side the parcel is on", () => {
  it("Jamaica: 100.00 is free, 100.01 pays on all of it", () => {
    const free = estimated(order("JM", "clothing", { price: usd("100.00") }));
    expect(free.verdict).toMatchObject({ kind: "free", by: { amount: "0.00", currency: "USD" } });
    expect(free.totalUsd).toEqual({ low: "100.00", likely: "100.00", high: "100.00" });
    const over = estimated(order("JM", "clothing", { price: usd("100.01") }));
    expect(over.verdict).toMatchObject({ kind: "over", by: { amount: "0.01", currency: "USD" } });
    // On 101.01: customs adds 1 % for insurance.
    expect(lineOf(over, "ID")?.usd.low).toBe("20.20");
  });

  it("says how far the line is, in money", () => {
    const says = (price: string) => estimated(order("JM", "clothing", { price: usd(price) })).verdict.says;
    expect(says("96")).toBe("US$4 under the line of US$100 (goods): free");
    expect(says("101")).toBe("US$1 over the line of US$100 (goods): the whole value is dutiable");
  });

  it("Jamaica: freight does not count towards the line, and the line was US$50 until 2024-03-31", () => {
    const item = order("JM", "clothing", { price: usd("99"), freight: usd("30") });
    expect(estimated(item).verdict.kind).toBe("free");
    expect(estimated({ ...item, date: "2024-04-01" }).verdict.kind).toBe("free");
    expect(estimated({ ...item, date: "2024-03-31" }).verdict.kind).toBe("over");
  });

  it("Dominica: freight counts, so EC$150.00 is free and 150.01 is not", () => {
    const item = order("DM", "clothing", { price: xcd("140"), freight: xcd("10") });
    expect(estimated(item).verdict).toMatchObject({ kind: "free", by: { amount: "0.00", currency: "XCD" } });
    expect(estimated({ ...item, freight: xcd("10.01") }).verdict).toMatchObject({
      kind: "over",
      by: { amount: "0.01" },
    });
    expect(estimated({ ...item, price: usd("55"), freight: xcd("1.50") }).verdict.kind).toBe("free");
    expect(estimated({ ...item, price: usd("55"), freight: xcd("1.51") }).verdict.kind).toBe("over");
  });

  it("Saint Lucia: the flat duty reaches EC$270, with all parcels of one arrival", () => {
    const duty = (price: string, arriving?: string) => {
      const others = arriving === undefined ? {} : { othersInArrival: xcd(arriving) };
      return lineOf(estimated(order("LC", "clothing", { price: xcd(price), headings: 3, ...others })), "ID")?.local
        .likely;
    };
    expect([duty("270.00"), duty("270.01")]).toEqual(["81.00", "54.00"]);
    expect([duty("200", "70.00"), duty("200", "70.01")]).toEqual(["60.00", "40.00"]);
    const warned = (place: string) =>
      estimated(order(place, "clothing")).warnings.some(({ code }) => code === "same-arrival");
    expect([warned("LC"), warned("BS")]).toEqual([true, false]);
    const twoKinds = estimated(order("LC", "clothing", { price: xcd("200"), headings: 2 }));
    expect(lineOf(twoKinds, "ID")?.local.likely).toBe("40.00");
  });

  it("Dominica: the flat rate is a range, because it may replace every charge or the duty alone", () => {
    const cost = estimated(order("DM", "clothing", { price: xcd("140"), quantity: 2, headings: 3 }));
    expect(lineOf(cost, "ID")?.local).toEqual({ low: "84.00", likely: "84.00", high: "84.00" });
    expect(lineOf(cost, "VAT")?.local).toMatchObject({ low: "0.00", likely: null });
    expect(
      lineOf(estimated(order("DM", "clothing", { price: xcd("150.01"), quantity: 2, headings: 3 })), "ID")?.local.low,
    ).toBe("60.00");
  });

  it("Barbados: sources disagree, so nothing is likely up to US$75, and all agree above", () => {
    for (const price of ["20", "30", "75"]) {
      const cost = estimated(order("BB", "shoes", { price: usd(price) }));
      expect(cost.verdict).toMatchObject({ kind: "unknown", by: null });
      expect([cost.totalUsd.likely, lineOf(cost, "ID")?.local.low]).toEqual([null, "0.00"]);
      expect(Number(lineOf(cost, "ID")?.local.high)).toBeGreaterThan(0);
    }
    const over = estimated(order("BB", "shoes", { price: usd("75.01") }));
    expect(over.verdict).toMatchObject({ kind: "over", by: { amount: "0.01" } });
    expect(lineOf(over, "ID")?.local.low).toBe("30.00");
    const disagree = (price: string) =>
      estimated(order("BB", "shoes", { price: usd(price) })).warnings.filter(({ code }) => code === "conflict");
    expect([disagree("75").length, disagree("75.01").length]).toEqual([1, 0]);
  });

  it("Jamaica: with delivery by the shop on the line's other side, or for trade, it is open", () => {
    const delivered = estimated(order("JM", "clothing", { price: usd("98"), shopShipping: usd("5") }));
    expect([delivered.verdict.kind, delivered.totalUsd.likely]).toEqual(["unknown", null]);
    const trade = estimated(order("JM", "clothing", { price: usd("80"), purpose: "commercial" }));
    expect(trade.verdict).toMatchObject({ kind: "unknown" });
    expect(trade.verdict.says).toContain("sources disagree");
  });

  it("counts other goods in the parcel, and warns", () => {
    const cost = estimated(order("JM", "clothing", { price: usd("60"), othersInParcel: usd("60") }));
    expect(cost.verdict).toMatchObject({ kind: "over", by: { amount: "20.00" } });
    expect(cost.warnings.map(({ code }) => code)).toContain("consolidated-parcel");
  });

  it("Saint Kitts in December 2020: only what is above the allowance is dutiable", () => {
    const cost = estimated(order("KN", "clothing", { price: xcd("640"), date: "2020-12-24" }));
    expect(cost.verdict).toMatchObject({ kind: "allowance", by: { amount: "100.00", currency: "XCD" } });
    expect(lineOf(cost, "ID")?.local.likely).toBe("25.00");
    expect(
      lineOf(estimated(order("KN", "clothing", { price: xcd("640"), date: "2021-02-01" })), "ID")?.local.likely,
    ).toBe("160.00");
  });
});
