import { describe, expect, it } from "vitest";
import type { GenerationCosts } from "@sendcat/shared-types";

/** The GenerationCosts under test, and one call that the provider has answered. */
export interface GenerationCostsHarness {
  readonly costs: GenerationCosts;
  /** The same provider, unreachable. */
  readonly unreachable: GenerationCosts;
  /** The call's id and cost, micro-dollars. */
  readonly id: string;
  readonly costMicroUsd: number;
}

/** The tests that every GenerationCosts must pass. `open` is called once per test. */
export function generationCostsContract(name: string, open: () => Promise<GenerationCostsHarness>): void {
  describe(`GenerationCosts: ${name}`, () => {
    it("reports what a call cost, so that a turn without a reported cost is not charged its estimate", async () => {
      const { costs, id, costMicroUsd } = await open();
      await expect.poll(async () => (await costs.costOf(id))?.costMicroUsd).toBe(costMicroUsd);
      expect(await costs.costOf(id)).toMatchObject({
        inputTokens: expect.any(Number),
        outputTokens: expect.any(Number),
      });
    });

    it("returns null for an unknown call and for an unreachable provider", async () => {
      const { costs, unreachable, id } = await open();
      expect(await costs.costOf("gen-of-nobody")).toBeNull();
      expect(await unreachable.costOf(id)).toBeNull();
    });
  });
}
