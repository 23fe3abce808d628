import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { LiveTurn } from "./live-turn.ts";
import { WorkerPulse } from "./worker-pulse.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const LEASE_MS = 30_000;
/** How long the store takes to write a heartbeat. */
const SLOW_MS = 2_000;

/** The pulse of a process with one long answer; `isLost` says whether its lease has expired. */
function longAnswer(beatFails: (count: number) => boolean = () => false) {
  let beats = 0;
  let leaseUntilMs = Date.now() + LEASE_MS;
  const store = {
    beat: async (_worker: string, leaseMs: number) => {
      const untilMs = Date.now() + leaseMs;
      if (beatFails(++beats)) throw new Error("the store is away");
      await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
      leaseUntilMs = untilMs;
    },
    signals: async () => [],
  };
  const onFault = vi.fn();
  const policy = { signalsMs: 1_000, leaseMs: LEASE_MS };
  // safe because the pulse only counts the turns while there are no signals for them
  const turns = new Map([["t", {} as LiveTurn]]);
  new WorkerPulse({ turns, store, worker: "w", policy, now: Date.now, onFault }).start();
  return { turns, onFault, beats: () => beats, isLost: () => Date.now() >= leaseUntilMs };
}

async function minutesOf(pulse: ReturnType<typeof longAnswer>, minutes: number): Promise<boolean[]> {
  const lost: boolean[] = [];
  for (let second = 0; second < minutes * 60; second++) {
    await vi.advanceTimersByTimeAsync(1_000);
    lost.push(pulse.isLost());
  }
  return lost;
}

it("keeps a long answer's lease alive, even with a slow store", async () => {
  const pulse = longAnswer();
  expect(await minutesOf(pulse, 4)).not.toContain(true);
  // A few heartbeats per lease, not one every second.
  expect(pulse.beats()).toBeLessThan(30);
});

it("retries a failed heartbeat at the next tick, so that a single fault loses no answer", async () => {
  const pulse = longAnswer((count) => count % 2 === 0);
  expect(await minutesOf(pulse, 4)).not.toContain(true);
  expect(pulse.onFault).toHaveBeenCalledWith("beat", expect.any(Error));
});

it("sends no heartbeats when no answer is being written", async () => {
  const pulse = longAnswer();
  await vi.advanceTimersByTimeAsync(1_000);
  pulse.turns.clear();
  const before = pulse.beats();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(pulse.beats()).toBe(before);
});
