import type { EncodedObject } from "../values/encoded-value.ts";

export type CronSchedule =
  | { readonly type: "interval"; readonly seconds?: number; readonly minutes?: number; readonly hours?: number }
  | { readonly type: "hourly"; readonly minuteUTC?: number | null }
  | { readonly type: "daily"; readonly hourUTC: number; readonly minuteUTC?: number | null }
  | {
      readonly type: "weekly";
      readonly dayOfWeek: string;
      readonly hourUTC: number;
      readonly minuteUTC?: number | null;
    }
  | { readonly type: "monthly"; readonly day: number; readonly hourUTC: number; readonly minuteUTC?: number | null }
  | { readonly type: "cron"; readonly cron: string };

/** One entry of `crons.default.export()`. */
export interface CronSpec {
  readonly name: string;
  readonly args: readonly EncodedObject[];
  readonly schedule: CronSchedule;
}
