import type { OperationsSnapshot } from "@sendcat/shared-types";

type Minute = OperationsSnapshot["minutes"][number];

/** Minimum width of a plot, for a service that has just started. */
const FEWEST_MINUTES = 10;

/** One value a minute up to now, oldest first; minutes in which nothing happened have `empty`. */
export function minuteSeries<Empty extends number | null>(
  { minutes, nowMs }: Pick<OperationsSnapshot, "minutes" | "nowMs">,
  pick: (minute: Minute) => number | null,
  empty: Empty,
): readonly (number | null)[] {
  const now = Math.floor(nowMs / 60_000);
  const known = new Map(minutes.map((minute) => [minute.minute, pick(minute)]));
  const first = Math.min(now - FEWEST_MINUTES + 1, ...known.keys());
  return Array.from({ length: now - first + 1 }, (_, i) => known.get(first + i) ?? empty);
}

export function refusalsWith(minute: Minute, wanted: (refusal: Minute["refusals"][number]) => boolean): number {
  return minute.refusals.reduce((sum, refusal) => (wanted(refusal) ? sum + refusal.count : sum), 0);
}

/** Refusals of the last minutes by cause, the most frequent first. */
export function causesOf(minutes: readonly Minute[]): readonly { readonly cause: string; readonly count: number }[] {
  const causes = new Map<string, number>();
  for (const { refusals } of minutes) {
    for (const { status, code, attribution, scope, count } of refusals) {
      if (status !== 429 && status !== 503) continue;
      const cause = `${status} · ${attribution} · ${scope || code}`;
      causes.set(cause, (causes.get(cause) ?? 0) + count);
    }
  }
  return [...causes].map(([cause, count]) => ({ cause, count })).sort((a, b) => b.count - a.count);
}
