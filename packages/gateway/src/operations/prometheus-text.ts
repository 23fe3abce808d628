import {
  histogramsOf,
  METRICS,
  type CounterRow,
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

/** The Prometheus text format, version 0.0.4: counters and histograms since counting began, gauges of this moment. */
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

interface Gauge {
  readonly name: string;
  readonly help: string;
  readonly rows: readonly { readonly labels: Readonly<Record<string, string>>; readonly value: number }[];
}

function gauges({ reading, queues, policy, nowMs }: Exposed): readonly Gauge[] {
  const { open, controls, spend, breakers, hosts } = reading;
  const one = (value: number): Gauge["rows"] => [{ labels: {}, value }];
  const each = (value: (queue: QueueReading) => number): Gauge["rows"] =>
    queues.map((queue) => ({ labels: { queue: queue.name }, value: value(queue) }));
  const cap = controls.limits.spendPerDayMicroUsd ?? policy.spend.perDayMicroUsd;
  return [
    { name: "sendcat_open_streams", help: "Turns in flight.", rows: one(open["all"] ?? 0) },
    {
      name: "sendcat_bulkhead_in_flight",
      help: "Turns in flight by what they lean on.",
      rows: Object.entries(open).flatMap(([bulkhead, value]) =>
        bulkhead === "all" ? [] : [{ labels: { bulkhead }, value }],
      ),
    },
    {
      name: "sendcat_places",
      help: "Turns in flight that are allowed.",
      rows: one(controls.limits.maxInFlight ?? policy.admission.maxInFlight),
    },
    { name: "sendcat_hosts", help: "Processes with turns in flight.", rows: one(hosts) },
    {
      name: "sendcat_spend_micro_usd",
      help: "Today's money, by state.",
      rows: [
        { labels: { state: "settled" }, value: spend.settledMicroUsd },
        { labels: { state: "held" }, value: spend.heldMicroUsd },
      ],
    },
    { name: "sendcat_spend_cap_micro_usd", help: "What a day may cost.", rows: one(cap) },
    {
      name: "sendcat_spend_projected_micro_usd",
      help: "Today's money at midnight, if it goes on as in the last hour.",
      rows: one(projectedSpend(reading, { nowMs, timeZone: policy.timeZone })),
    },
    {
      name: "sendcat_breaker_open_seconds",
      help: "How long a route's breaker has not been closed; 0 when it is.",
      rows: breakers.map(({ route, state, sinceMs }) => ({
        labels: { route },
        value: state === "closed" ? 0 : Math.max(0, (nowMs - sinceMs) / 1_000),
      })),
    },
    { name: "sendcat_kill_switch", help: "1 while no turn is admitted.", rows: one(controls.kill ? 1 : 0) },
    { name: "sendcat_drain", help: "1 while the service drains.", rows: one(controls.drain ? 1 : 0) },
    { name: "sendcat_queue_depth", help: "What waits in the core.", rows: each(({ depth }) => depth) },
    {
      name: "sendcat_queue_oldest_age_seconds",
      help: "How long the oldest of it has waited.",
      rows: each(({ oldestAgeMs }) => oldestAgeMs / 1_000),
    },
  ];
}

function gaugeLines({ name, help, rows }: Gauge): readonly string[] {
  const lines = rows.map(
    ({ labels, value }) => `${name}${labelText(Object.keys(labels), Object.values(labels))} ${value}`,
  );
  return [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, ...lines.toSorted()];
}

function labelText(names: readonly string[], values: readonly string[]): string {
  if (names.length === 0) return "";
  const text = (value: string): string => value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
  return `{${names.map((name, i) => `${name}="${text(values[i] ?? "")}"`).join(",")}}`;
}
