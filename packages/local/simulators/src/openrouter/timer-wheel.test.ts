import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { TimerWheel } from "./timer-wheel.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("the timer wheel", () => {
  it("runs each callback when it is due, also beyond one turn of the wheel, and never early", () => {
    const wheel = new TimerWheel();
    const delays = [0, 1, 4, 5, 17, 350, 5_119, 5_120, 5_121, 12_000];
    const late = new Map<number, number>();
    const startedMs = performance.now();
    for (const delay of delays)
      wheel.schedule(delay, () => void late.set(delay, performance.now() - startedMs - delay));
    vi.advanceTimersByTime(12_100);
    expect([...late.keys()]).toEqual(delays);
    for (const ms of late.values()) {
      expect(ms).toBeGreaterThanOrEqual(0);
      expect(ms).toBeLessThanOrEqual(15);
    }
  });

  it("drops what was cancelled, and stops when nothing is scheduled", () => {
    const wheel = new TimerWheel();
    const run = vi.fn();
    wheel.schedule(20, run)();
    vi.advanceTimersByTime(100);
    expect(run).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });

  it("lets a callback schedule the next, as a stream does", () => {
    const wheel = new TimerWheel();
    let ticks = 0;
    const next = () => {
      ticks++;
      if (ticks < 10) wheel.schedule(10, next);
    };
    wheel.schedule(10, next);
    vi.advanceTimersByTime(500);
    expect(ticks).toBe(10);
  });
});
