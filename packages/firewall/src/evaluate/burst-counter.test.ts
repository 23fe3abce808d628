import { expect, it } from "vitest";
import { createBurstCounter } from "./burst-counter.ts";

it("keeps at most the allowed number of windows and forgets the oldest first", () => {
  const counter = createBurstCounter({ maxKeys: 2, now: () => 0 });
  const take = (key: string) => counter.take({ key, limit: 1, windowMs: 10_000 });
  expect([take("a"), take("b"), take("c")]).toEqual([0, 0, 0]);
  expect(take("b")).toBe(10_000);
  expect(take("c")).toBe(10_000);
  expect(take("a")).toBe(0);
});

it("returns how long the window lasts and starts a new one afterwards", () => {
  let nowMs = 0;
  const counter = createBurstCounter({ maxKeys: 2, now: () => nowMs });
  const take = () => counter.take({ key: "a", limit: 2, windowMs: 10_000 });
  expect([take(), take()]).toEqual([0, 0]);
  nowMs = 9_999;
  expect(take()).toBe(1);
  nowMs = 10_000;
  expect([take(), take(), take()]).toEqual([0, 0, 10_000]);
});
