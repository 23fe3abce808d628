import type { Fact, Source } from "./source.ts";

/** A row that nobody has compared with its source for longer than this is stale. */
export const STALE_AFTER_DAYS = 180;

const DAY_MS = 86_400_000;

/**
 * How many days ago, on `date`, the newest of a row's sources was surely up to date. Null when none has a date: a stored copy without one can be
 * of any age.
 */
export function daysOld({ sources }: Fact, date: string): number | null {
  const days = sources.map(currentOn).filter((day) => day !== null);
  const newest = days.toSorted().at(-1);
  return newest === undefined ? null : daysBetween(newest, date);
}

export function isStale(row: Fact, date: string): boolean {
  const days = daysOld(row, date);
  return days === null || days > STALE_AFTER_DAYS;
}

/** Whether a day is so long before `date` that a fact of it is stale. */
export function isOld(day: string, date: string): boolean {
  return daysBetween(day, date) > STALE_AFTER_DAYS;
}

function daysBetween(day: string, date: string): number {
  return Math.max(0, Math.floor((Date.parse(date) - Date.parse(day)) / DAY_MS));
}

/** The first day that a partial date can mean: `2026-02` is 2026-02-01. */
function currentOn({ date, readOn, readFrom }: Source): string | null {
  const day = readFrom === "live" ? readOn : date;
  return day === null ? null : `${day}-01-01`.slice(0, 10);
}
