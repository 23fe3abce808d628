import { serviceDay, type OperationsReading } from "@sendcat/shared-types";

const MINUTE_MS = 60_000;

/** Projected spend of today until midnight, micro-dollars, if the rest of the day costs as much per minute as the minutes read. */
export function projectedSpend(
  { minutes, spend }: Pick<OperationsReading, "minutes" | "spend">,
  { nowMs, timeZone }: { readonly nowMs: number; readonly timeZone: string },
): number {
  const charged = minutes
    .flatMap(({ counts }) => Object.entries(counts))
    .reduce((sum, [series, value]) => (series.startsWith("spend|") ? sum + value : sum), 0);
  const first = minutes[0]?.minute;
  if (first === undefined) return spend.settledMicroUsd;
  // Average over at least five minutes: after a start, a single turn is not a trend.
  const seenMs = Math.max(5 * MINUTE_MS, nowMs - first * MINUTE_MS);
  return Math.round(
    spend.settledMicroUsd + (charged / seenMs) * Math.max(0, serviceDay(nowMs, timeZone).endMs - nowMs),
  );
}
