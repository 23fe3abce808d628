import { expect, it } from "vitest";
import { annualBuyers, SHARES } from "./buyers.ts";
import { COUNTRIES } from "./market.ts";

it.each([
  ["low", 840_732],
  ["mid", 895_147],
  ["high", 982_211],
] as const)("adds up to the %s sum of the twelve countries", (estimate, sum) => {
  const total = COUNTRIES.reduce((buyers, country) => buyers + annualBuyers(country, estimate), 0);
  // The published percentages are rounded.
  expect(Math.abs(total / sum - 1)).toBeLessThan(0.0002);
});

it("uses the published share where there is one, whatever is assumed elsewhere", () => {
  const belize = COUNTRIES.find(({ code }) => code === "BLZ") ?? expect.fail();
  expect(annualBuyers(belize, "low")).toBe(annualBuyers(belize, "high"));
  // The high assumption is Belize's own share of internet users.
  expect(annualBuyers({ ...belize, boughtOnlinePercent: null }, "high") / annualBuyers(belize, "low")).toBeCloseTo(
    1,
    1,
  );
  expect(SHARES.low).toBeLessThan(SHARES.high);
});
