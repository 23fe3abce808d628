import { type CronExpression, parseCronExpression } from "./cron-expression.ts";
import type { CronSchedule } from "./cron-spec.ts";

const MINUTE_MS = 60_000;
const MAX_SEARCH_YEARS = 8;
const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

/**
 * When a schedule is due next, strictly after `afterMs`, in UTC. Clock schedules without a minute run at
 * `defaultMinute`, which spreads them over the hour.
 * @throws RangeError for a schedule that never comes due
 */
export function nextCronRun(schedule: CronSchedule, afterMs: number, defaultMinute: number): number {
  if (schedule.type === "interval") return afterMs + intervalMs(schedule);
  return nextMatch(expressionOf(schedule, defaultMinute), afterMs);
}

/** The next due time of an interval that was due at `dueMs`; missed ones are skipped. */
export function nextIntervalRun(schedule: CronSchedule, dueMs: number, nowMs: number): number {
  if (schedule.type !== "interval") throw new RangeError("not an interval schedule");
  const period = intervalMs(schedule);
  const missed = Math.max(0, Math.floor((nowMs - dueMs) / period));
  return dueMs + (missed + 1) * period;
}

function intervalMs(schedule: { seconds?: number; minutes?: number; hours?: number }): number {
  const seconds = schedule.seconds ?? (schedule.minutes ?? (schedule.hours ?? Number.NaN) * 60) * 60;
  if (!(seconds >= 1)) throw new RangeError("a cron interval must be at least one second");
  return seconds * 1000;
}

function expressionOf(schedule: Exclude<CronSchedule, { type: "interval" }>, defaultMinute: number): CronExpression {
  if (schedule.type === "cron") return parseCronExpression(schedule.cron);
  const minute = schedule.minuteUTC ?? defaultMinute;
  switch (schedule.type) {
    case "hourly":
      return parseCronExpression(`${minute} * * * *`);
    case "daily":
      return parseCronExpression(`${minute} ${schedule.hourUTC} * * *`);
    case "weekly": {
      const day = WEEKDAYS.indexOf(schedule.dayOfWeek);
      return parseCronExpression(`${minute} ${schedule.hourUTC} * * ${day}`);
    }
    case "monthly":
      return parseCronExpression(`${minute} ${schedule.hourUTC} ${schedule.day} * *`);
  }
}

function nextMatch(expression: CronExpression, afterMs: number): number {
  const start = (Math.floor(afterMs / MINUTE_MS) + 1) * MINUTE_MS;
  const lastYear = new Date(start).getUTCFullYear() + MAX_SEARCH_YEARS;
  let candidate = new Date(start);
  while (candidate.getUTCFullYear() <= lastYear) {
    if (!expression.months.has(candidate.getUTCMonth() + 1)) {
      candidate = utc(candidate.getUTCFullYear(), candidate.getUTCMonth() + 1, 1);
    } else if (!matchesDay(expression, candidate)) {
      candidate = utc(candidate.getUTCFullYear(), candidate.getUTCMonth(), candidate.getUTCDate() + 1);
    } else if (!expression.hours.has(candidate.getUTCHours())) {
      candidate = new Date((Math.floor(candidate.getTime() / 3_600_000) + 1) * 3_600_000);
    } else if (!expression.minutes.has(candidate.getUTCMinutes())) {
      candidate = new Date(candidate.getTime() + MINUTE_MS);
    } else {
      return candidate.getTime();
    }
  }
  throw new RangeError("this cron schedule never comes due");
}

/** With both day fields, either one is enough, as in standard cron. */
function matchesDay(expression: CronExpression, date: Date): boolean {
  const ofMonth = expression.daysOfMonth?.has(date.getUTCDate());
  const ofWeek = expression.daysOfWeek?.has(date.getUTCDay());
  if (ofMonth === undefined && ofWeek === undefined) return true;
  return ofMonth === true || ofWeek === true;
}

function utc(year: number, month: number, day: number): Date {
  return new Date(Date.UTC(year, month, day));
}
