import { SUM_SCALE, type Increments } from "./increments.ts";
import { METRICS, type HistogramName } from "./metric-table.ts";

export interface Histogram {
  /** Counts by bucket, not cumulative; one more than there are bounds. */
  readonly counts: readonly number[];
  readonly count: number;
  /** In the unit of the metric's name. */
  readonly sum: number;
}

/** Groups a histogram's series by their labels, joined with `|`. */
export function histogramsOf(metric: HistogramName, increments: Increments): ReadonlyMap<string, Histogram> {
  const found = new Map<string, { counts: number[]; count: number; sum: number }>();
  const places = METRICS[metric].buckets.length + 1;
  for (const [series, value] of Object.entries(increments)) {
    const [name, ...rest] = series.split("|");
    const last = rest.pop();
    if (name !== metric || last === undefined) continue;
    const labels = rest.join("|");
    let one = found.get(labels);
    if (!one) found.set(labels, (one = { counts: Array.from({ length: places }, () => 0), count: 0, sum: 0 }));
    const bucket = /^b(\d+)$/.exec(last)?.[1];
    if (last === "s") one.sum += value / SUM_SCALE;
    else if (bucket !== undefined && Number(bucket) < places) {
      one.counts[Number(bucket)] = (one.counts[Number(bucket)] ?? 0) + value;
      one.count += value;
    }
  }
  return found;
}

/** All series of a histogram added up. */
export function mergedHistogram(metric: HistogramName, increments: Increments): Histogram {
  const all = [...histogramsOf(metric, increments).values()];
  const counts = METRICS[metric].buckets.map((_, i) => all.reduce((sum, one) => sum + (one.counts[i] ?? 0), 0));
  counts.push(all.reduce((sum, one) => sum + (one.counts.at(-1) ?? 0), 0));
  return {
    counts,
    count: all.reduce((sum, one) => sum + one.count, 0),
    sum: all.reduce((sum, one) => sum + one.sum, 0),
  };
}

/**
 * The upper bound of the bucket that holds the percentile (0 to 1), so it is never lower than the true value. NaN when there are no values.
 */
export function histogramPercentile(metric: HistogramName, { counts, count }: Histogram, rank: number): number {
  if (count === 0) return Number.NaN;
  let seen = 0;
  for (let i = 0; i < counts.length; i++) {
    seen += counts[i] ?? 0;
    if (seen >= Math.ceil(rank * count)) return METRICS[metric].buckets[i] ?? Number.POSITIVE_INFINITY;
  }
  return Number.POSITIVE_INFINITY;
}
