/** The service's day that contains `nowMs`: its name (`2026-11-23`) and its exact bounds in Unix milliseconds, daylight saving included. */
export interface ServiceDay {
  readonly name: string;
  readonly startMs: number;
  readonly endMs: number;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function wallClock(atMs: number, timeZone: string): { name: string; asUtcMs: number } {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat("en-CA", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
    formatters.set(timeZone, formatter);
  }
  const parts: Record<string, string> = {};
  for (const { type, value } of formatter.formatToParts(atMs)) parts[type] = value;
  const name = `${parts["year"]}-${parts["month"]}-${parts["day"]}`;
  const asUtcMs = Date.parse(`${name}T${parts["hour"]}:${parts["minute"]}:${parts["second"]}Z`);
  return { name, asUtcMs };
}

/** Midnight of `dayUtcMs` (a UTC midnight naming the day) in the zone. Two corrections settle any offset change in between. */
function midnight(dayUtcMs: number, timeZone: string): number {
  let guess = dayUtcMs;
  for (let i = 0; i < 2; i++) guess += dayUtcMs - wallClock(guess, timeZone).asUtcMs;
  return guess;
}

const DAY_MS = 86_400_000;

/** Cache of the latest days of each zone: formatting a date costs more than the rest of an admission, which needs today and yesterday. */
const latest = new Map<string, readonly ServiceDay[]>();
const KEPT_DAYS = 2;

export function serviceDay(nowMs: number, timeZone: string): ServiceDay {
  const kept = latest.get(timeZone) ?? [];
  const known = kept.find(({ startMs, endMs }) => nowMs >= startMs && nowMs < endMs);
  if (known) return known;
  const { name } = wallClock(nowMs, timeZone);
  const dayUtcMs = Date.parse(`${name}T00:00:00Z`);
  const day = { name, startMs: midnight(dayUtcMs, timeZone), endMs: midnight(dayUtcMs + DAY_MS, timeZone) };
  latest.set(timeZone, [day, ...kept].slice(0, KEPT_DAYS));
  return day;
}
