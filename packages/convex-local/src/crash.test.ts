import { expect, it } from "vitest";
import { runCrashes } from "./testing/crash/run-crashes.ts";

const timeoutMs = 600_000;

/** The short form of `pnpm --filter @sendcat/convex-local crash`, which kills 300 times. */
it(
  "keeps every promise over kills at any moment",
  async () => {
    const report = await runCrashes({ kills: 20, port: 22_400 });
    expect(report).toMatchObject({
      acknowledgedLost: 0,
      executedTwice: 0,
      jobsLost: 0,
      jobsTwice: 0,
      actionsTwice: 0,
      timestampsBackwards: 0,
      corruptOpens: 0,
    });
    expect(report.acknowledged).toBeGreaterThan(20);
    expect(report.scheduled).toBeGreaterThan(0);
  },
  timeoutMs,
);
