/** Calls started at even gaps, however long the earlier ones take, so that a slow moment shows in every call that waits through it. */
export interface SteadyLoad {
  readonly perSecond: number;
  readonly seconds: number;
}

export interface LoadResult {
  /** From the time each call was due, milliseconds. */
  readonly latenciesMs: readonly number[];
  readonly failures: number;
}

export async function steadyLoad(
  { perSecond, seconds }: SteadyLoad,
  call: (index: number) => Promise<void>,
): Promise<LoadResult> {
  const total = perSecond * seconds;
  const latenciesMs: number[] = [];
  let failures = 0;
  const startedMs = performance.now();
  const open: Promise<void>[] = [];
  for (let index = 0; index < total;) {
    const dueBy = Math.min(total, Math.floor(((performance.now() - startedMs) / 1_000) * perSecond) + 1);
    for (; index < dueBy; index++) {
      const dueMs = startedMs + (index / perSecond) * 1_000;
      const ended = call(index).then(
        () => void latenciesMs.push(performance.now() - dueMs),
        () => void (failures += 1),
      );
      open.push(ended);
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(open);
  return { latenciesMs, failures };
}

/** Percentile by nearest rank, of unsorted values. */
export function percentile(values: readonly number[], rank: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(rank * sorted.length) - 1)] ?? Number.NaN;
}
