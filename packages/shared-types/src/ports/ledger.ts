import type { PlanName } from "../plans/plan.ts";

/** A service day's totals in the ledger. */
export interface DayTotals {
  readonly chargedMicroUsd: Readonly<Record<PlanName, number>>;
  /** True when the ledger has no row of any day: a new installation. */
  readonly isNew: boolean;
}

/** The source of truth for what was spent. Read only when Redis has lost its counters. */
export interface Ledger {
  dayTotals(day: string): Promise<DayTotals>;
  userTotals(user: {
    readonly userId: string;
    readonly day: string;
  }): Promise<{ readonly turns: number; readonly tokens: number }>;
}
