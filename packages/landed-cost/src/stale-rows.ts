import { allFacts, type NamedFact } from "./rows/all-facts.ts";
import { daysOld } from "./rows/days-old.ts";
import type { Rows } from "./rows/rows.ts";
import { holdsOn } from "./rows/source.ts";

export interface StaleRow extends NamedFact {
  /** Null when no source of it has a date. */
  readonly daysOld: number | null;
}

/** Rows in force on `date` whose newest source is older than `afterDays`, or undated: the oldest first, the undated before them. */
export function staleRows(rows: Rows, date: string, afterDays: number): readonly StaleRow[] {
  return allFacts(rows)
    .filter(({ fact }) => holdsOn(fact, date))
    .map((named) => ({ ...named, daysOld: daysOld(named.fact, date) }))
    .filter(({ daysOld: days }) => days === null || days > afterDays)
    .toSorted((one, other) => (other.daysOld ?? Infinity) - (one.daysOld ?? Infinity) || 0);
}
