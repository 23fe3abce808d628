import { describe, expect, it } from "vitest";
import type { LoadResult } from "./load-plan.ts";
import { renderReport, streamReport, type Round } from "./stream-report.ts";

const result = (tokens: number, wallMs: number, failures = 0): LoadResult => ({
  wallMs,
  answers: 10,
  failures,
  firstFailure: null,
  tokens,
  bytes: 0,
  firstByteP50Ms: 1,
  wholeP50Ms: 2,
  wholeP95Ms: 3,
});

describe("the report of the stream benchmark", () => {
  it("compares each round with the one beside it, so that a slow minute of the machine does not decide", () => {
    const rounds: Round[] = [
      { route: "pass-through", result: result(1_000, 1_000) },
      { route: "sendcat", result: result(1_000, 1_250) },
      { route: "pass-through", result: result(1_000, 10_000) },
      { route: "sendcat", result: result(1_000, 12_500, 2) },
      { route: "pass-through", result: result(1_000, 1_000) },
      { route: "sendcat", result: result(1_000, 2_000) },
    ];
    const report = streamReport(200, rounds);
    expect(report.ratio).toBeCloseTo(0.8);
    expect([report.lowestRatio, report.highestRatio]).toEqual([0.5, 0.8]);
    expect(report.sendcat.failures).toBe(2);
    expect(renderReport([report])).toContain("ratio at 200 tokens: 0.80 (rounds 0.50 to 0.80)");
    expect(renderReport([report])).toContain("2/32");
  });
});
