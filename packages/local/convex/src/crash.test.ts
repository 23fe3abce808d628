import { longTestTimeoutMs, runsOf } from "@sendcat/test-depth";
import { expect, it } from "vitest";
import { runCrashes } from "./testing/crash/run-crashes.ts";

const KILLS = runsOf("convex-crash");
const TIMEOUT_MS = longTestTimeoutMs();

it(
  `loses no acknowledged write and runs nothing twice over ${KILLS} kills at random moments`,
  async () => {
    const report = await runCrashes(KILLS);
    expect(report).toMatchObject({
      acknowledgedLost: 0,
      executedTwice: 0,
      jobsLost: 0,
      jobsTwice: 0,
      actionsTwice: 0,
      timestampsBackwards: 0,
      corruptOpens: 0,
    });
    expect(report.acknowledged).toBeGreaterThan(KILLS);
    expect(report.scheduled).toBeGreaterThan(0);
  },
  TIMEOUT_MS,
);
