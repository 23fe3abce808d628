import {
  GAUGES,
  histogramsOf,
  METRICS,
  type BreakerPolicy,
  type BreakerView,
  type CounterRow,
  type GaugeRow,
  type HistogramName,
  type Increments,
  type MetricName,
  type Policy,
  type QueueReading,
  type OperationsReading,
} from "@sendcat/shared-types";
import { projectedSpend } from "./projected-spend.ts";

export const PROMETHEUS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

export interface Exposed {
  readonly reading: OperationsReading;
  readonly queues: readonly QueueReading[];
  readonly policy: Policy;
  readonly nowMs: number;
}

/** The Prometheus text format, version 0.0.4: counters and histograms since counting began, gauges as of now. */
export function prometheusText(exposed: Exposed): string {
  const { totals } = exposed.reading;
  // safe because the keys are those of METRICS
  const counts = (Object.keys(METRICS) as MetricName[]).map((metric) => {
    const row: CounterRow | (typeof METRICS)[HistogramName] = METRICS[metric];
    // safe because the row says that it is a histogram
    if (row.type === "histogram") return histogramLines(metric as HistogramName, totals);
    return counterLines(row, metric, totals);
  });
  return `${[...counts, ...gauges(exposed).map(gaugeLines)].flat().join("\n")}\n`;
}

function counterLines({ name, help, labels }: CounterRow, metric: MetricName, totals: Increments): readonly string[] {
  const rows = Object.entries(totals).flatMap(([series, value]) => {
    const [first, ...values] = series.split("|");
    return first === metric ? [`${name}${labelText(labels, values)} ${value}`] : [];
  });
  return [`# HELP ${name} ${help}`, `# TYPE ${name} counter`, ...rows.toSorted()];
}

function histogramLines(metric: HistogramName, totals: Increments): readonly string[] {
  const { name, help, labels, buckets } = METRICS[metric];
  const rows = [...histogramsOf(metric, totals)].toSorted().flatMap(([key, { counts, count, sum }]) => {
    const values = key.split("|");
    let below = 0;
    const bounds = counts.map((inBucket, i) => {
      below += inBucket;
      const le = i < buckets.length ? String(buckets[i]) : "+Inf";
      return `${name}_bucket${labelText([...labels, "le"], [...values, le])} ${below}`;
    });
    const of = labelText(labels, values);
    return [...bounds, `${name}_sum${of} ${sum}`, `${name}_count${of} ${count}`];
  });
  return [`# HELP ${name} ${help}`, `# TYPE ${name} histogram`, ...rows];
}

/** Rows of a gauge: the values of its labels, and its own value. */
type Rows = readonly (readonly [values: readonly string[], value: number])[];

function gauges({ reading, queues, policy, nowMs }: Exposed): readonly (readonly [GaugeRow, Rows])[] {
  const { open, controls, spend, breakers, hosts } = reading;
  const one = (value: number): Rows => [[[], value]];
  const { all = 0, ...bulkheads } = open;
  return [
    [GAUGES.openStreams, one(all)],
    [GAUGES.bulkhead, Object.entries(bulkheads).map(([name, value]) => [[name], value])],
    [GAUGES.places, one(controls.limits.maxInFlight ?? policy.admission.maxInFlight)],
    [GAUGES.hosts, one(hosts)],
    [
      GAUGES.spend,
      [
        [["settled"], spend.settledMicroUsd],
        [["held"], spend.heldMicroUsd],
      ],
    ],
    [GAUGES.spendCap, one(controls.limits.spendPerDayMicroUsd ?? policy.spend.perDayMicroUsd)],
    [GAUGES.spendProjected, one(projectedSpend(reading, { nowMs, timeZone: policy.timeZone }))],
    [GAUGES.breakerOpen, breakers.map((breaker) => [[breaker.route], openForS(breaker, policy.breaker, nowMs)])],
    [GAUGES.killSwitch, one(controls.kill ? 1 : 0)],
    [GAUGES.drain, one(controls.drain ? 1 : 0)],
    [GAUGES.queueDepth, queues.map(({ name, depth }) => [[name], depth])],
    [GAUGES.queueAge, queues.map(({ name, oldestAgeMs }) => [[name], oldestAgeMs / 1_000])],
  ];
}

/**
 * How long a route's breaker has blocked calls, seconds: the sum of its consecutive openings, each twice as long as the one before, plus its
 * current state. 0 if it would let the next call through: then it is not open, even if it is not closed yet.
 */
function openForS({ state, untilMs, sinceMs, opens }: BreakerView, policy: BreakerPolicy, nowMs: number): number {
  if (state === "closed" || untilMs <= nowMs) return 0;
  const over = state === "open" ? opens - 1 : opens;
  const beforeMs = Array.from({ length: over }, (_, i) => Math.min(policy.maxOpenMs, policy.openMs * 2 ** i));
  return (beforeMs.reduce((sum, ms) => sum + ms, 0) + Math.max(0, nowMs - sinceMs)) / 1_000;
}

function gaugeLines([{ name, help, labels }, rows]: readonly [GaugeRow, Rows]): readonly string[] {
  const lines = rows.map(([values, value]) => `${name}${labelText(labels, values)} ${value}`);
  return [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, ...lines.toSorted()];
}

function labelText(names: readonly string[], values: readonly string[]): string {
  if (names.length === 0) return "";
  const text = (value: string): string => value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
  return `{${names.map((name, i) => `${name}="${text(values[i] ?? "")}"`).join(",")}}`;
}
