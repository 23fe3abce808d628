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
    it("tell what a call cost: a turn without a bill is charged that, and not its estimate", async () => {
      const { costs, id, costMicroUsd } = await open();
      await expect.poll(async () => (await costs.costOf(id))?.costMicroUsd).toBe(costMicroUsd);
      expect(await costs.costOf(id)).toMatchObject({
        inputTokens: expect.any(Number),
        outputTokens: expect.any(Number),
      });
    });

    it("know nothing of a call that was never made, and reject nothing while the provider is away", async () => {
      const { costs, unreachable, id } = await open();
      expect(await costs.costOf("gen-of-nobody")).toBeNull();
      expect(await unreachable.costOf(id)).toBeNull();
    });
  });
}
