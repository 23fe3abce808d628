/** Something that lasted, Unix milliseconds; without an end it still goes on. */
export interface Span {
  readonly fromMs: number;
  readonly untilMs: number | null;
}

/** How many lasted at the same moment, at most. Where one ends as another begins, they are one after the other. */
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
