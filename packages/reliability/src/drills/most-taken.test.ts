import fc from "fast-check";
import { expect, it } from "vitest";
import { mostTaken } from "./most-taken.ts";

/** The sliding window script of @upstash/ratelimit, as its documentation gives it, with our own clock. */
function slidingWindow({ requests, windowSeconds }: { requests: number; windowSeconds: number }) {
  const taken = new Map<number, number>();
  return (atSeconds: number): boolean => {
    const window = Math.floor(atSeconds / windowSeconds);
    const before = Math.floor((taken.get(window - 1) ?? 0) * (1 - (atSeconds % windowSeconds) / windowSeconds));
    if (before + (taken.get(window) ?? 0) >= requests) return false;
    taken.set(window, (taken.get(window) ?? 0) + 1);
    return true;
  };
}

it("is an upper bound for a flood at any speed and time, so that a slow machine does not look like a service that admits too many", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 10, max: 120 }),
      fc.integer({ min: 1, max: 300 }),
      fc.integer({ min: 0, max: 1_000 }),
      fc.integer({ min: 1, max: 20 }),
      (requests, windowSeconds, seconds, startSeconds, perSecond) => {
        const take = slidingWindow({ requests, windowSeconds });
        let letIn = 0;
        for (let i = 0; i < seconds * perSecond; i++) if (take(startSeconds + i / perSecond)) letIn++;
        expect(letIn).toBeLessThanOrEqual(mostTaken({ requests, windowSeconds }, seconds));
      },
    ),
  );
});

it("is close to what a flood really gets, so that it notices a service that admits too many", () => {
  const take = slidingWindow({ requests: 15, windowSeconds: 600 });
  const letIn = Array.from({ length: 1_500 }, (_, i) => take(7 + i / 100)).filter(Boolean).length;
  expect(letIn).toBe(15);
  expect(mostTaken({ requests: 15, windowSeconds: 600 }, 15)).toBe(16);
});
