import type { StreamingStrategy } from "@sendcat/shared-types";

/** The scale plan's milestones, in open streams, and the conditions for moving to the next one. */
export interface Milestone {
  readonly name: "M1" | "M2" | "M3";
  readonly streams: number;
  readonly strategy: StreamingStrategy;
  /** Hard spend cap a day that the milestone is planned with, USD: `policy.spend.perDayMicroUsd`. */
  readonly spendPerDayUsd: number;
}

export const MILESTONES: readonly Milestone[] = [
  { name: "M1", streams: 500, strategy: "convex", spendPerDayUsd: 1_500 },
  { name: "M2", streams: 5_000, strategy: "edge", spendPerDayUsd: 15_000 },
  { name: "M3", streams: 20_000, strategy: "dedicated", spendPerDayUsd: 60_000 },
];

/** A condition for starting the next phase. Each is a query on `GET /api/ops/metrics`, and an alert of `ops/alerts.yml`. */
export interface Trigger {
  readonly when: string;
  readonly query: string;
}

/** Share of a milestone's streams at which the next phase starts; the rest is headroom for the time that it takes. */
export const TRIGGER_SHARE = 0.7;

export function triggersOf({ streams }: Milestone): readonly Trigger[] {
  const limit = Math.round(streams * TRIGGER_SHARE);
  return [
    {
      when: `daily peak of streams above ${limit} on three days of seven`,
      query: `max_over_time(sendcat_open_streams[1d]) > ${limit}`,
    },
    {
      when: "more than 1 % of a day's turns shed because places ran out",
      query: `sum(increase(sendcat_refusals_total{attribution="shed"}[1d])) / sum(increase(sendcat_turns_total[1d])) > 0.01`,
    },
    {
      when: "spend projected to midnight above 80 % of the cap, two days in a row",
      query: "sendcat_spend_projected_micro_usd / sendcat_spend_cap_micro_usd > 0.8",
    },
  ];
}
