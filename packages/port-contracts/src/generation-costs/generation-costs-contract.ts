import { describe, expect, it } from "vitest";
import type { GenerationCosts } from "@sendcat/shared-types";

/** A provider's later costs to hold to the contract, and one call that it has answered. */
export interface GenerationCostsHarness {
  readonly costs: GenerationCosts;
  /** The same kind of provider where nobody listens. */
  readonly unreachable: GenerationCosts;
  /** The call, and what it cost, micro-dollars. */
  readonly id: string;
  readonly costMicroUsd: number;
}

/** What GenerationCosts must do. `open` is called once a test. */
export function generationCostsContract(name: string, open: () => Promise<GenerationCostsHarness>): void {
  describe(`GenerationCosts: ${name}`, () => {
    it("tells what a call cost, so that a turn without a bill is not charged its estimate", async () => {
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
