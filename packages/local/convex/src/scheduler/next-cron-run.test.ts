import { expect, it } from "vitest";
import { parseCronExpression } from "./cron-expression.ts";
import type { CronSchedule } from "./cron-spec.ts";
import { nextCronRun, nextIntervalRun } from "./next-cron-run.ts";

const DEFAULT_MINUTE = 17;

function next(schedule: CronSchedule, after: string): string {
  return new Date(nextCronRun(schedule, Date.parse(after), DEFAULT_MINUTE)).toISOString();
}

it.each<[CronSchedule, string, string]>([
  [{ type: "hourly", minuteUTC: 5 }, "2026-03-01T10:05:00Z", "2026-03-01T11:05:00.000Z"],
  [{ type: "hourly", minuteUTC: 5 }, "2026-03-01T10:04:59Z", "2026-03-01T10:05:00.000Z"],
  [{ type: "hourly" }, "2026-03-01T10:00:00Z", "2026-03-01T10:17:00.000Z"],
  [{ type: "daily", hourUTC: 3, minuteUTC: 0 }, "2026-12-31T03:00:00Z", "2027-01-01T03:00:00.000Z"],
  [
    { type: "weekly", dayOfWeek: "sunday", hourUTC: 0, minuteUTC: 0 },
    "2026-03-01T00:00:00Z",
    "2026-03-08T00:00:00.000Z",
  ],
  [{ type: "monthly", day: 31, hourUTC: 9, minuteUTC: 0 }, "2026-01-31T09:00:00Z", "2026-03-31T09:00:00.000Z"],
  [{ type: "cron", cron: "*/15 9-17 * * mon-fri" }, "2026-03-06T17:45:00Z", "2026-03-09T09:00:00.000Z"],
  [{ type: "cron", cron: "0 0 29 2 *" }, "2026-03-01T00:00:00Z", "2028-02-29T00:00:00.000Z"],
  // With both day fields, either one is enough.
  [{ type: "cron", cron: "0 0 13 * 5" }, "2026-03-01T00:00:00Z", "2026-03-06T00:00:00.000Z"],
  [{ type: "cron", cron: "30 4 1 JAN 7" }, "2026-01-01T04:30:00Z", "2026-01-04T04:30:00.000Z"],
])("%j after %s runs at %s", (schedule, after, expected) => {
  expect(next(schedule, after)).toBe(expected);
});

it("skips missed runs of an interval", () => {
  const schedule: CronSchedule = { type: "interval", minutes: 1 };
  expect(nextIntervalRun(schedule, 0, 10)).toBe(60_000);
  expect(nextIntervalRun(schedule, 0, 60_000)).toBe(120_000);
  expect(nextIntervalRun(schedule, 0, 3_599_999)).toBe(3_600_000);
});

it("refuses invalid schedules", () => {
  for (const text of ["* * * *", "60 * * * *", "* * 0 * *", "5-1 * * * *", "*/0 * * * *", "x * * * *"]) {
    expect(() => parseCronExpression(text)).toThrow(RangeError);
  }
  expect(() => nextCronRun({ type: "cron", cron: "0 0 31 2 *" }, 0, 0)).toThrow("never comes");
});
