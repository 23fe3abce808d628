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
    ["0.0001", 100],
    ["1e-05", 10],
    ["-0.1", null],
    ["$0.1", null],
    ["0x10", null],
    ["", null],
    [[0.1], null],
    [undefined, null],
    [Number.NaN, null],
    ["NaN", null],
    [999, 999_000_000],
    [1e9, 10_000_000_000],
    [Infinity, 10_000_000_000],
  ])("charges %s dollars as %s micro-dollars", (cost, micro) => {
    expect(usageFromChunk({ cost }).costMicroUsd).toBe(micro);
  });

  it("charges at least what the provider reports, and less than a micro-dollar more", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1_000, noNaN: true }), (cost) => {
        const micro = usageFromChunk({ cost }).costMicroUsd ?? -1;
        expect(micro).toBeGreaterThanOrEqual(cost * 1_000_000 - 1e-5);
        expect(micro).toBeLessThan(cost * 1_000_000 + 1);
      }),
    );
  });

  const upstream = (cost: unknown) => ({ cost_details: { upstream_inference_cost: cost } });
  it.each([
    [
      "the upstream provider's bill when we bring our own key",
      { cost: 0, is_byok: true, ...upstream(0.0360795) },
      36_080,
    ],
    ["the upstream bill plus the router's fee", { cost: 0.0018, is_byok: true, ...upstream(0.0360795) }, 37_880],
    ["both when they are strings", { cost: "0.0018", is_byok: true, ...upstream("0.0360795") }, 37_880],
    ["the upstream bill when there is no router fee", { is_byok: true, ...upstream(0.001) }, 1_000],
    ["an unknown cost when our own key's upstream bill is missing", { cost: 0.0018, is_byok: true }, null],
    ["an unknown cost when that bill is implausible", { cost: 0, is_byok: true, ...upstream(-1) }, null],
    ["nothing twice when the router's key was used", { cost: 0.00014, is_byok: false, ...upstream(0.00014) }, 140],
    ["nothing twice when it is unknown whose key was used", { cost: 0.00014, ...upstream(0.00014) }, 140],
    ["the router's price when there are no details", { cost: 0.00014, is_byok: false, cost_details: null }, 140],
  ])("charges %s", (_, usage, micro) => {
    expect(usageFromChunk(usage).costMicroUsd).toBe(micro);
  });

  it("reads OpenRouter's usage for a key of our own", () => {
    // From a public report: the router's cost is 0, the upstream provider's is not.
    const usage = {
      prompt_tokens: 9_171,
      completion_tokens: 113,
      total_tokens: 9_284,
      cost: 0,
      is_byok: true,
      prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
      cost_details: {
        upstream_inference_cost: 0.0360795,
        upstream_inference_prompt_cost: 0.0343845,
        upstream_inference_completions_cost: 0.001695,
      },
      completion_tokens_details: { reasoning_tokens: 55, image_tokens: 0 },
    };
    expect(usageFromChunk(usage)).toEqual({
      inputTokens: 9_171,
      outputTokens: 113,
      reasoningTokens: 55,
      cachedInputTokens: 0,
      costMicroUsd: 36_080,
    });
  });

  it("reads token counts that are strings", () => {
    const details = {
      prompt_tokens_details: { cached_tokens: "5" },
      completion_tokens_details: { reasoning_tokens: "2" },
    };
    expect(usageFromChunk({ prompt_tokens: "12", completion_tokens: "3", ...details })).toMatchObject({
      inputTokens: 12,
      outputTokens: 3,
      reasoningTokens: 2,
      cachedInputTokens: 5,
    });
  });

  it.each([
    ["in the details", { prompt_tokens_details: { cached_tokens: 9_000, cache_write_tokens: 120 } }],
    ["under Anthropic's names", { cache_read_input_tokens: 9_000, cache_creation_input_tokens: 120 }],
  ])("reads tokens that were read from and written to the prompt cache, %s", (_, usage) => {
    expect(usageFromChunk(usage)).toMatchObject({ cachedInputTokens: 9_000, cacheWriteTokens: 120 });
  });

  it.each(["twelve", "1.5", -3, 0.5, 1e12, Infinity, null, {}])("reads the invalid token count %j as 0", (tokens) => {
    expect(usageFromChunk({ prompt_tokens: tokens, completion_tokens: tokens, completion_tokens_details: [] })).toEqual(
      {
        inputTokens: 0,
        outputTokens: 0,
        reasoningTokens: 0,
        cachedInputTokens: 0,
        costMicroUsd: null,
      },
    );
  });
});
