import { expect, it } from "vitest";
import { costSplit } from "./cost-split.ts";
import type { RouteSummary, StreamReport } from "./stream-report.ts";

/** A route that takes so long a turn and so long a token, asked for answers of this length. */
function measured(
  tokens: number,
  [passTurnMs, passTokenMs]: [number, number],
  [turnMs, tokenMs]: [number, number],
): StreamReport {
  const summary = (wholeMs: number): RouteSummary => ({
    tokensPerSecond: (tokens / wholeMs) * 1_000,
    requestsPerSecond: 1_000 / wholeMs,
    firstByteP50Ms: 0,
    wholeP50Ms: 0,
    wholeP95Ms: 0,
    answers: 1,
    failures: 0,
  });
  const passThrough = summary(passTurnMs + tokens * passTokenMs);
  const sendcat = summary(turnMs + tokens * tokenMs);
  return { tokens, passThrough, sendcat, ratio: 0, lowestRatio: 0, highestRatio: 0 };
}

it("tells what a turn costs once from what each token costs", () => {
  const split = costSplit([measured(1_000, [2, 0.01], [8, 0.0125]), measured(200, [2, 0.01], [8, 0.0125])]);
  expect(split?.perTurnMs.passThrough).toBeCloseTo(2);
  expect(split?.perTurnMs.sendcat).toBeCloseTo(8);
  expect(split?.perTokenUs.sendcat).toBeCloseTo(12.5);
  expect(split?.streamingRatio).toBeCloseTo(0.8);
});

it("tells nothing from one length", () => {
  expect(costSplit([measured(200, [2, 0.01], [8, 0.01])])).toBeNull();
});
