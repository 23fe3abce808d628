import type { OperationsSnapshot } from "@sendcat/shared-types";
import { refusalsWith } from "./minute-series.ts";
import { shortNumber } from "./plot.tsx";

interface Tile {
  readonly label: string;
  readonly value: string;
  readonly note: string;
  readonly isBad?: boolean;
}

/** The figures that an operator looks at first. */
export function StatTiles({ snapshot }: { snapshot: OperationsSnapshot }) {
  return (
    <dl className="mt-5 grid grid-cols-2 gap-3 lg:grid-cols-4">
      {tilesOf(snapshot).map(({ label, value, note, isBad }) => (
        <div key={label} className="bg-surface border-line rounded-2xl border px-4 py-3">
          <dt className="text-ink-soft text-sm">{label}</dt>
          <dd className={`mt-0.5 text-2xl font-semibold tabular-nums ${isBad ? "text-danger" : ""}`}>{value}</dd>
          <dd className="text-ink-soft text-xs">{note}</dd>
        </div>
      ))}
    </dl>
  );
}

function percent(share: number | null | undefined): string {
  return share === null || share === undefined ? "none" : `${Math.round(share * 100)} %`;
}

function tilesOf({
  openStreams,
  places,
  hosts,
  spend,
  queues,
  breakers,
  minutes,
  nowMs,
}: OperationsSnapshot): readonly Tile[] {
  const last = minutes.findLast(({ turns }) => turns > 0);
  const { settledMicroUsd, heldMicroUsd, capMicroUsd, projectedMicroUsd } = spend;
  const depth = queues.reduce((sum, queue) => sum + queue.depth, 0);
  const oldestS = Math.max(0, ...queues.map(({ oldestAgeMs }) => oldestAgeMs / 1_000));
  const notClosed = breakers.filter(({ state }) => state !== "closed");
  const lately = minutes.filter(({ minute }) => minute > nowMs / 60_000 - 5);
  const count = (status: number): number =>
    lately.reduce((sum, minute) => sum + refusalsWith(minute, (refusal) => refusal.status === status), 0);
  return [
    {
      label: "Streams open",
      value: shortNumber(openStreams),
      note: `of ${shortNumber(places)} places, on ${hosts} hosts`,
      isBad: openStreams > places * 0.8,
    },
    {
      label: "First token, p95",
      value: seconds(last?.firstTokenP95S),
      note: "upper bound, last minute with turns",
      isBad: (last?.firstTokenP95S ?? 0) > 3,
    },
    {
      label: "Whole answer, p95",
      value: seconds(last?.completionP95S),
      note: "upper bound, last minute with turns",
      isBad: (last?.completionP95S ?? 0) > 20,
    },
    { label: "429 and 503", value: `${count(429)} · ${count(503)}`, note: "in the last five minutes" },
    {
      label: "Spent today",
      value: usd(settledMicroUsd),
      note: `${usd(heldMicroUsd)} reserved, cap ${usd(capMicroUsd)}`,
      isBad: settledMicroUsd > capMicroUsd * 0.8,
    },
    {
      label: "Expected by midnight",
      value: usd(projectedMicroUsd),
      note: "at the rate of the last hour",
      isBad: projectedMicroUsd > capMicroUsd,
    },
    {
      label: "Cost of a turn",
      value: last?.costPerTurnMicroUsd ? usd(last.costPerTurnMicroUsd) : "-",
      note: `in the last minute with turns; ${percent(last?.cachedInputShare)} of its input from the provider's cache`,
    },
    {
      label: "Waiting in queues",
      value: shortNumber(depth),
      note: depth > 0 ? `the oldest for ${Math.round(oldestS)} s` : "nothing is waiting",
      isBad: oldestS > 60,
    },
    {
      label: "Circuits not closed",
      value: String(notClosed.length),
      note: notClosed.map(({ route }) => route).join(", ") || "all closed",
      isBad: notClosed.length > 0,
    },
    {
      label: "Provider errors",
      value: shortNumber(lately.reduce((sum, minute) => sum + minute.providerErrors, 0)),
      note: "in the last five minutes",
    },
    {
      label: "Without a dependency",
      value: shortNumber(lately.reduce((sum, minute) => sum + minute.degraded, 0)),
      note: "turns and refusals, in the last five minutes",
    },
    {
      label: "Turns",
      value: shortNumber(lately.reduce((sum, minute) => sum + minute.turns, 0)),
      note: "in the last five minutes",
    },
  ];
}

function seconds(value: number | null | undefined): string {
  return value === null || value === undefined ? "-" : `${shortNumber(value)} s`;
}

export function usd(microUsd: number): string {
  const value = microUsd / 1e6;
  return `$${value !== 0 && Math.abs(value) < 0.01 ? value.toPrecision(2) : value.toFixed(2)}`;
}
