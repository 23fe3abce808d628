import { describe, expect, it } from "vitest";
import { ALL_ROWS } from "./all-rows.ts";
import { estimateLandedCost } from "./estimate/estimate-landed-cost.ts";
import type { LandedCostInput } from "./estimate/landed-cost-input.ts";
import { estimated, lineOf, order, rate, usd } from "./testing/orders.ts";

describe("an estimate", () => {
  it.each<[string, LandedCostInput]>([
    ["goods-not-covered", order("JM", "vehicles")],
    ["goods-not-covered", order("JM", "alcohol")],
    ["goods-not-covered", order("JM", "tobacco")],
    ["unknown-category", order("JM", "toString")],
    ["unknown-place", order("HT", "phones")],
    ["unknown-courier", order("JM", "phones", { courier: "web-source" })],
    ["too-heavy", order("TT", "phones", { courier: "quality-couriers", weightLb: "151" })],
    ["rate-missing", order("JM", "phones", { rates: [] })],
    ["bad-input", order("JM", "phones", { price: usd("1e9") })],
    ["bad-input", order("JM", "phones", { price: usd("-5") })],
    ["bad-input", order("JM", "phones", { price: usd("0") })],
    ["bad-input", order("JM", "phones", { date: "2026-02-30" })],
    ["bad-input", order("JM", "phones", { quantity: 1.5 })],
    ["bad-input", order("JM", "phones", { weightLb: "0" })],
    ["no-row", order("JM", "phones", { mode: "traveller" })],
    ["unknown-courier", order("TT", "phones", { courier: "web-source", mode: "sea" })],
    ["bad-input", order("JM", "phones", { rates: [{ ...rate("JMD", "160.63"), date: "yesterday" }] })],
    ["bad-input", order("JM", "phones", { rates: [rate("JMD", "0")] })],
    ["bad-input", order("JM", "phones", { knownPercents: { OPT: "7" } })],
    ["bad-input", order("JM", "phones", { knownPercents: { CAF: "7" } })],
    ["bad-input", order("JM", "phones", { knownPercents: { ID: "twenty" } })],
  ])("is refused, not guessed: %s", (code, input) => {
    const withoutQuote = input.courier === "quality-couriers" ? { ...input, freight: undefined } : input;
    expect(estimateLandedCost(JSON.parse(JSON.stringify(withoutQuote)))).toMatchObject({ ok: false, code });
  });

  it("is refused without a way to know the freight", () => {
    const { freight: _, ...rest } = order("JM", "phones");
    expect(estimateLandedCost(rest)).toMatchObject({ ok: false, code: "freight-unknown" });
    expect(estimateLandedCost({ ...rest, courier: "tara" })).toMatchObject({ ok: false, code: "freight-unknown" });
    expect(estimateLandedCost({ ...rest, courier: "tara", weightLb: "1" })).toMatchObject({ ok: true });
  });

  it("is refused where no row has the day's rate of duty", () => {
    const [place] = ALL_ROWS.places.filter(({ code }) => code === "KY");
    if (!place) throw new Error("There is no Cayman.");
    const places = [{ ...place, charges: place.charges.map((row) => ({ ...row, from: "2027-01-01" })) }];
    expect(estimateLandedCost(order("KY", "phones"), { ...ALL_ROWS, places })).toMatchObject({
      ok: false,
      code: "no-row",
    });
  });

  it("for a new place needs one file of rows: without it the place is refused", () => {
    const places = ALL_ROWS.places.filter(({ code }) => code !== "KY");
    expect(estimateLandedCost(order("KY", "phones"), { ...ALL_ROWS, places })).toMatchObject({
      ok: false,
      code: "unknown-place",
    });
    expect(estimateLandedCost(order("KY", "phones"))).toMatchObject({ ok: true, currency: "KYD" });
  });

  it("names for each charge what it is computed on, who says so, and how sure that is", () => {
    const cost = estimated(order("TT", "clothing", { price: usd("400"), freight: usd("150") }));
    expect(lineOf(cost, "VAT")).toMatchObject({
      to: "customs",
      basis: "12.5 % of the customs value (goods, insurance and freight) + import duty + online purchase tax",
      confidence: "solid",
    });
    expect(lineOf(cost, "VAT")?.sources.map(({ page }) => page)).toContain(
      "cnc3.co.tt: Customs and Excise press release",
    );
    expect(cost.rates).toContainEqual({
      currency: "TTD",
      perUsd: "6.82",
      use: "customs",
      date: "2026-11-30",
      source: "a test",
    });
  });

  it("has no likely total where a charge is not settled, and says which", () => {
    const cost = estimated(order("JM", "clothing", { price: usd("160"), insurance: usd("1.60") }));
    expect(cost.totalUsd.likely).toBeNull();
    expect(lineOf(cost, "ID")?.local.likely).not.toBeNull();
    expect(lineOf(cost, "CAF")?.local).toEqual({ low: "0.00", likely: null, high: "2500.00" });
    const open = cost.warnings.find(({ code }) => code === "no-likely");
    expect(open?.says).toContain("customs administrative fee, general consumption tax");
  });

  it("computes the general consumption tax on both of its bases, never between them", () => {
    const cost = estimated(order("JM", "clothing", { price: usd("150"), freight: usd("10"), insurance: usd("1.50") }));
    expect(["ID", "SCF"].map((code) => lineOf(cost, code)?.usd.likely)).toEqual(["32.30", "0.48"]);
    expect(lineOf(cost, "ENVL")?.usd).toEqual({ low: "0.81", likely: "1.29", high: "1.29" });
    expect(lineOf(cost, "GCT")?.usd).toMatchObject({ low: "29.07", likely: null, high: "31.48" });
  });

  it("takes a percentage that the shopper looked up in the place of the rows'", () => {
    const open = estimated(order("BB", "clothing", { price: usd("100") }));
    expect(lineOf(open, "ID")?.local).toEqual({ low: "40.00", likely: null, high: "120.00" });
    const known = estimated(order("BB", "clothing", { price: usd("100"), knownPercents: { ID: "60" } }));
    expect(lineOf(known, "ID")).toMatchObject({
      local: { low: "120.00", likely: "120.00", high: "120.00" },
      confidence: "given",
    });
  });

  it("frees exempt goods from every percentage, from the first day on", () => {
    const taxes = (date: string) =>
      ["ID", "OPT", "VAT"].map(
        (code) => lineOf(estimated(order("TT", "phones", { date, price: usd("100") })), code)?.usd.likely,
      );
    expect(taxes("2020-12-31")).toEqual(["20.00", "7.00", "15.88"]);
    expect(taxes("2021-01-01")).toEqual(["0.00", "0.00", "0.00"]);
  });

  it("converts with customs' own rate for charges, and with the other for what is paid", () => {
    const cost = estimated(order("BZ", "clothing", { price: usd("100") }));
    expect(cost.customsValue.likely).toBe("201.75");
    expect([lineOf(cost, "GOODS")?.local.likely, lineOf(cost, "ID")?.local.likely]).toEqual(["200.00", "40.35"]);
  });

  it("warns about old rows, permits, many of a kind, and says what it assumed", () => {
    const cost = estimated(order("JM", "toys", { quantity: 12, price: usd("20") }));
    expect(cost.warnings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(["stale", "conflict", "permit", "commercial-quantity"]),
    );
    expect(cost.assumptions).toEqual(
      expect.arrayContaining(["It is for personal use.", "The shop takes no sales tax."]),
    );
    const rates = [{ ...rate("JMD", "150"), date: "2026-05-01" }];
    expect(estimated(order("JM", "toys", { rates })).warnings).toContainEqual({
      code: "stale",
      says: expect.stringContaining("the rate of JMD"),
    });
    expect(estimated(order("KN", "phones")).assumptions.join(" ")).toContain("general rate of duty");
  });
});

describe("what would change the cost", () => {
  const listed = (place: string, category: string, more: Partial<LandedCostInput>) => {
    const { freight: _, ...rest } = order(place, category, more);
    return estimated(rest).changes;
  };

  it("two parcels under the line instead of one above it", () => {
    const [two] = listed("JM", "clothing", { price: usd("60"), quantity: 2, weightLb: "2", courier: "tara" });
    expect(two).toMatchObject({ kind: "two-parcels", totalUsd: { low: "138.00", likely: "138.00", high: "138.00" } });
  });

  it("a box that is billed by weight, and another courier", () => {
    const boxIn = { length: "20", width: "20", height: "20" };
    const changes = listed("BS", "books", { weightLb: "5", boxIn, courier: "cubix" });
    expect(changes.map(({ kind }) => kind)).toEqual(["smaller-box"]);
    expect(listed("TT", "books", { weightLb: "2", courier: "qcs-cargo" }).map(({ says }) => says)).toContainEqual(
      expect.stringMatching(/^With Quality Couriers: US\$/),
    );
  });

  it("nothing that costs more or the same", () => {
    expect(listed("JM", "clothing", { weightLb: "1", courier: "tara" })).toEqual([]);
  });
});

describe("a courier's price list", () => {
  const freight = (place: string, more: Partial<LandedCostInput>) => {
    const { freight: _, ...rest } = order(place, "books", more);
    return lineOf(estimated(rest), "FREIGHT");
  };

  it("bills the greater of weight and size, rounded up", () => {
    const boxIn = { length: "10", width: "10", height: "16.6" };
    expect(freight("GY", { courier: "qcs-cargo", weightLb: "9.1", boxIn })?.usd.likely).toBe("35.00");
    expect(freight("GY", { courier: "qcs-cargo", weightLb: "12.1", boxIn })).toMatchObject({
      basis: "13 lb at QCS Cargo (New Jersey)'s list",
      usd: { likely: "45.50" },
    });
    expect(freight("GY", { courier: "qcs-cargo", weightLb: "1" })?.usd.likely).toBe("15.00");
  });

  it("has steps: half a pound, flat prices, prices by the pound", () => {
    const rpm = (weightLb: string) => freight("TT", { courier: "rpm-express", weightLb })?.usd.likely;
    expect(["0.5", "0.6", "15", "15.1", "100"].map(rpm)).toEqual(["3.91", "4.63", "45.41", "48.00", "290.00"]);
    const tara = (weightLb: string) => freight("JM", { courier: "tara", weightLb })?.usd.likely;
    expect(["2", "5", "7"].map(tara)).toEqual(["4.00", "13.00", "17.00"]);
  });

  it("changes on its day: three pounds with Bajan Pack", () => {
    const pack = (date: string) => freight("BB", { courier: "bajan-pack", weightLb: "3", date })?.local.likely;
    expect([pack("2023-12-31"), pack("2024-01-01")]).toEqual(["40.00", "42.00"]);
  });
});
