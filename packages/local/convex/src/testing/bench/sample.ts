export interface Rate {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((left, right) => left - right);
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? Number.NaN;
}

/** Repeats calls for `roundMs`, `workers` in parallel. */
export async function measureRate(
  call: (worker: number, n: number) => Promise<unknown>,
  { workers, roundMs }: { workers: number; roundMs: number },
): Promise<Rate> {
  const startedMs = performance.now();
  const latenciesMs: number[] = [];
  const work = async (worker: number): Promise<void> => {
    for (let n = 0; performance.now() - startedMs < roundMs; n++) {
      const calledMs = performance.now();
      await call(worker, n);
      latenciesMs.push(performance.now() - calledMs);
    }
  };
  await Promise.all(Array.from({ length: workers }, (_item, worker) => work(worker)));
  const perSecond = Math.round((latenciesMs.length / (performance.now() - startedMs)) * 1_000);
  return { perSecond, p50Ms: percentile(latenciesMs, 0.5), p99Ms: percentile(latenciesMs, 0.99) };
}
