import { METRICS, type CounterName, type HistogramName, type MetricName } from "./metric-table.ts";

/**
 * Amounts to add, by series: `turns|guest|complete||` for a counter; for a histogram `firstToken|MODEL|b4` (the fifth bucket, not
 * cumulative) and `firstToken|MODEL|s` (the sum, in thousandths). All are whole numbers.
 */
export type Increments = Readonly<Record<string, number>>;

const MAX_LABEL_CHARS = 64;
/** Scale of a histogram's sums. */
export const SUM_SCALE = 1_000;

/** A label's value as a series holds it: bounded, without the characters that separate labels. */
function labelText(value: string): string {
  return value.slice(0, MAX_LABEL_CHARS).replaceAll(/[^\w./: -]/g, "_");
}

function seriesOf(metric: MetricName, labels: readonly string[]): string {
  return [metric, ...labels.map(labelText)].join("|");
}

/** Increments of a counter; label values in the order of the metric's table row. */
export function counted(metric: CounterName, labels: readonly string[], by = 1): Increments {
  return by > 0 ? { [seriesOf(metric, labels)]: Math.round(by) } : {};
}

export function observed(metric: HistogramName, labels: readonly string[], value: number): Increments {
  const { buckets } = METRICS[metric];
  const above = buckets.findIndex((bound) => value <= bound);
  const series = seriesOf(metric, labels);
  return { [`${series}|b${above === -1 ? buckets.length : above}`]: 1, [`${series}|s`]: Math.round(value * SUM_SCALE) };
}

/** Adds up maps; a series may be in several of them. */
export function addIncrements(...all: readonly Increments[]): Increments {
  const sum: Record<string, number> = {};
  for (const one of all) for (const [series, by] of Object.entries(one)) sum[series] = (sum[series] ?? 0) + by;
  return sum;
}
