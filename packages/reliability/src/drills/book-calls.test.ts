import { describe, expect, it } from "vitest";
import { bookCalls, type StartedPhase } from "./book-calls.ts";
import type { Outcome } from "./outcome.ts";

/** Phases: "before" for 15 s; "away" for 15 s, of which 1 s is grace; "back", of which 3 s are grace. */
const OUTAGE: readonly StartedPhase[] = [
  { startMs: 0, changes: false, graceMs: 0 },
  { startMs: 15_000, changes: true, graceMs: 1_000 },
  { startMs: 30_000, changes: true, graceMs: 3_000 },
];

function call(atMs: number, untilMs: number): Outcome {
  return {
    group: "people",
    user: 0,
    atMs,
    tookMs: untilMs - atMs,
    status: 0,
    code: "ECONNRESET",
    scope: null,
    firstTokenMs: null,
  };
}

/** The phase that a call from `atMs` to `untilMs` is judged in, and how; `nobody` when it is not judged. */
function bookedOn(phases: readonly StartedPhase[], atMs: number, untilMs: number): string {
  const booked = bookCalls(phases, [call(atMs, untilMs)]);
  const found = booked.flatMap(({ running, begun }, index) => [
    ...running.map(() => `running ${index}`),
    ...begun.map(() => `begun ${index}`),
  ]);
  expect(found.length).toBeLessThanOrEqual(1);
  return found[0] ?? "nobody";
}

describe("the phase that a call is judged in", () => {
  it.each([
    ["begun and ended before the break", 10_000, 14_000, "begun 0"],
    ["begun before and cut by the break: nothing was wrong before", 14_000, 15_010, "running 1"],
    ["begun before and whole although the break came", 14_000, 16_000, "running 1"],
    ["cut at the very moment of the break", 14_000, 15_000, "running 1"],
    ["begun at the very moment of the break", 15_000, 15_500, "nobody"],
    ["begun in the grace of the break", 15_500, 20_000, "nobody"],
    ["begun and ended while it was away", 17_000, 17_500, "begun 1"],
    [
      "begun while it was away, ended after it was back: not judged as begun in the recovery",
      29_900,
      30_400,
      "running 2",
    ],
    ["begun before, ended after all of the outage", 14_000, 31_000, "running 2"],
    ["begun in the grace of the recovery", 32_000, 40_000, "nobody"],
    ["begun after the recovery's grace", 33_000, 34_000, "begun 2"],
    ["the last, ended after the drill's end", 47_900, 49_000, "begun 2"],
  ])("%s", (_, atMs, untilMs, expected) => {
    expect(bookedOn(OUTAGE, atMs, untilMs)).toBe(expected);
  });

  it("is the phase in which it began if nothing changed, so that calls begun while filling are still judged", () => {
    const filling = [
      { startMs: 0, changes: false, graceMs: 0 },
      { startMs: 1_000, changes: false, graceMs: 0 },
    ];
    expect(bookedOn(filling, 500, 2_500)).toBe("begun 0");
    expect(bookedOn(filling, 1_000, 2_500)).toBe("begun 1");
  });
});
