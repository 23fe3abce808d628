import { describe, expect, it } from "vitest";
import { KINGSTON } from "./islands.ts";
import { landedCost } from "./landed-cost.ts";

const goods = { name: "x", category: "kitchen", weightKg: 0.9, merchant: "retailer", tags: [] } as const;

describe("landed cost", () => {
  it("is CIF plus duty plus tax, as the assistant explains it", () => {
    // 2 pounds: 6 + 3.50 freight; CIF 202 + 9.50; duty 20 %; GCT 15 % of both.
    const cost = landedCost({ ...goods, priceUsd: 200 }, KINGSTON);
    expect(cost.freightUsd).toBe(9.5);
    expect(cost.totalUsd).toBeCloseTo(211.5 * 1.2 * 1.15, 6);
    expect(cost.totalLocal).toBe(Math.round((211.5 * 1.2 * 1.15 * 160) / 10) * 10);
  });

  it("waives duty and tax on a small parcel", () => {
    expect(landedCost({ ...goods, priceUsd: 100 }, KINGSTON)).toMatchObject({ dutyUsd: 0, taxUsd: 0 });
    expect(landedCost({ ...goods, priceUsd: 101 }, KINGSTON).taxUsd).toBeGreaterThan(0);
  });
});
