import {
  histogramPercentile,
  histogramsOf,
  mergedHistogram,
  type AuditEvent,
  type HistogramName,
  type Increments,
  type OperationsSnapshot,
} from "@sendcat/shared-types";
import { projectedSpend } from "./projected-spend.ts";
import type { Exposed } from "./prometheus-text.ts";

type Point = OperationsSnapshot["minutes"][number];

/** The state of the service for the operators' page. `audit` is null when the core does not answer. */
export function snapshotOf(
  { reading, queues, policy, nowMs }: Exposed,
  audit: readonly (AuditEvent & { readonly atMs: number })[] | null,
): OperationsSnapshot {
  const { controls, open, hosts, spend, breakers, minutes } = reading;
  return {
    nowMs,
    controls,
    openStreams: open["all"] ?? 0,
    bulkheads: Object.fromEntries(Object.entries(open).filter(([name]) => name !== "all")),
    places: controls.limits.maxInFlight ?? policy.admission.maxInFlight,
    hosts,
    spend: {
      ...spend,
      capMicroUsd: controls.limits.spendPerDayMicroUsd ?? policy.spend.perDayMicroUsd,
      projectedMicroUsd: projectedSpend(reading, { nowMs, timeZone: policy.timeZone }),
    },
    breakers,
    queues,
    minutes: minutes.map(({ minute, counts }) => pointOf(minute, counts)),
    audit,
  };
}

function pointOf(minute: number, counts: Increments): Point {
  const sum = (wanted: (labels: readonly string[]) => boolean): number =>
    Object.entries(counts).reduce((total, [series, value]) => total + (wanted(series.split("|")) ? value : 0), 0);
  const turns = sum(([name]) => name === "turns");
  const charged = sum(([name]) => name === "spend");
  const refusals = Object.entries(counts).flatMap(([series, count]) => {
    const [name, status = "", code = "", attribution = "", scope = ""] = series.split("|");
    return name === "refusals" ? [{ status: Number(status), code, attribution, scope, count }] : [];
  });
  return {
    minute,
    turns,
    failed: sum(([name, , status]) => name === "turns" && status === "failed"),
    providerErrors: sum(
      (labels) =>
        (labels[0] === "turns" && labels[4] === "provider") || (labels[0] === "refusals" && labels[3] === "provider"),
    ),
    refusals,
    degraded: sum(([name]) => name === "degraded"),
    firstTokenP95S: percentileOf("firstToken", counts),
    completionP95S: percentileOf("duration", counts),
    chargedMicroUsd: charged,
    costPerTurnMicroUsd: turns === 0 ? null : Math.round(charged / turns),
    cachedInputShare: cachedShareOf(counts),
  };
}

function cachedShareOf(counts: Increments): number | null {
  const tokens = [...histogramsOf("tokens", counts)];
  const sumOf = (type: string) =>
    tokens.reduce((sum, [labels, one]) => sum + (labels.endsWith(`|${type}`) ? one.sum : 0), 0);
  const input = sumOf("input");
  return input === 0 ? null : sumOf("input_cache_read") / input;
}

function percentileOf(metric: HistogramName, counts: Increments): number | null {
  const value = histogramPercentile(metric, mergedHistogram(metric, counts), 0.95);
  return Number.isFinite(value) ? value : null;
}
