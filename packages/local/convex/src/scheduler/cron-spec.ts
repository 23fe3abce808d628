import type { EncodedObject } from "../values/encoded-value.ts";

export type CronSchedule =
  | { type: "interval"; seconds?: number; minutes?: number; hours?: number }
  | { type: "hourly"; minuteUTC?: number | null }
  | { type: "daily"; hourUTC: number; minuteUTC?: number | null }
  | { type: "weekly"; dayOfWeek: string; hourUTC: number; minuteUTC?: number | null }
  | { type: "monthly"; day: number; hourUTC: number; minuteUTC?: number | null }
  | { type: "cron"; cron: string };

/** One entry of `crons.default.export()`. */
export interface CronSpec {
  name: string;
  args: EncodedObject[];
  schedule: CronSchedule;
}
