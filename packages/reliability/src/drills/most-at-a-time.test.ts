import { expect, it } from "vitest";
import { mostAtATime } from "./most-at-a-time.ts";

it.each([
  ["nothing", [], 0],
  [
    "two that overlap, one after them",
    [
      [0, 10],
      [5, 15],
      [20, 30],
    ],
    2,
  ],
  [
    "one that begins as another ends: they use the same place",
    [
      [0, 10],
      [10, 20],
    ],
    1,
  ],
  [
    "one that has not ended and one that came later",
    [
      [0, null],
      [1_000, 1_001],
    ],
    2,
  ],
  [
    "three within a long one",
    [
      [0, 100],
      [10, 20],
      [12, 18],
      [30, 40],
    ],
    3,
  ],
] as const)("counts %s", (_, spans, most) => {
  expect(mostAtATime(spans.map(([fromMs, untilMs]) => ({ fromMs, untilMs })))).toBe(most);
});
