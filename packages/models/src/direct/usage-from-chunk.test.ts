import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { usageFromChunk } from "./usage-from-chunk.ts";

describe("usage", () => {
  it.each([
    [0, 0],
    [0.000003, 3],
    [0.0000016, 2],
    [0.00123, 1_230],
    [1.1, 1_100_000],
    [-1, null],
    ["0.1", null],
    [undefined, null],
    [Number.NaN, null],
    [1e9, null],
  ])("charges %s dollars as %s micro-dollars", (cost, micro) => {
    expect(usageFromChunk({ cost }).costMicroUsd).toBe(micro);
  });

  it("never charges less than the provider, nor a micro-dollar more", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1_000, noNaN: true }), (cost) => {
        const micro = usageFromChunk({ cost }).costMicroUsd ?? -1;
        expect(micro).toBeGreaterThanOrEqual(cost * 1_000_000 - 1e-5);
        expect(micro).toBeLessThan(cost * 1_000_000 + 1);
      }),
    );
  });

  it("counts what is no number as nothing", () => {
    expect(usageFromChunk({ prompt_tokens: "12", completion_tokens: -3, completion_tokens_details: [] })).toEqual({
      inputTokens: 0,
      outputTokens: 0,
      reasoningTokens: 0,
      cachedInputTokens: 0,
      costMicroUsd: null,
    });
  });
});
