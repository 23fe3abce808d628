/** A time span, Unix milliseconds; without an end it has not ended yet. */
export interface Span {
  readonly fromMs: number;
  readonly untilMs: number | null;
}

/** The most spans that overlapped at one moment. Spans where one ends as the other begins do not overlap. */
export function mostAtATime(spans: readonly Span[]): number {
  const edges = spans
    .flatMap(({ fromMs, untilMs }) => [
      { atMs: fromMs, step: 1 },
      { atMs: untilMs ?? Number.POSITIVE_INFINITY, step: -1 },
    ])
    .toSorted((a, b) => a.atMs - b.atMs || a.step - b.step);
  let [now, most] = [0, 0];
  for (const { step } of edges) {
    now += step;
    most = Math.max(most, now);
  }
  return most;
}
