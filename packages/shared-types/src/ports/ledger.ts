import type { PlanName } from "../plans/plan.ts";

/** What the ledger knows of a service day. */
export interface DayTotals {
  readonly chargedMicroUsd: Readonly<Record<PlanName, number>>;
  /** True when the ledger has no row at all, of any day: a new installation. */
  readonly isNew: boolean;
}

/** The source of truth for what was spent: asked when Redis has lost its counters, and never otherwise. */
export interface Ledger {
  dayTotals(day: string): Promise<DayTotals>;
  userTotals(user: {
    readonly userId: string;
    readonly day: string;
  }): Promise<{ readonly turns: number; readonly tokens: number }>;
}
