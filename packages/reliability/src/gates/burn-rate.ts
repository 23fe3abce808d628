import type { PastReport } from "../drills/report-files.ts";

export interface Burn {
  /** 1 is as fast as the budget allows; 0 without past reports. */
  readonly rate: number;
  readonly reports: number;
}

/**
 * How fast past reports spent the error budget of `availability`: the share of failed calls over the share that may fail, weighted by
 * calls.
 */
export function burnRate(reports: readonly PastReport[], availability: number): Burn {
  let [calls, failed] = [0, 0];
  for (const { phases } of reports) {
    for (const { group, calls: count, measured } of phases) {
      const available = measured["availability"];
      if (group !== "people" || available === null || available === undefined) continue;
      calls += count;
      failed += count * (1 - available);
    }
  }
  return { rate: calls === 0 ? 0 : failed / calls / (1 - availability), reports: reports.length };
}
