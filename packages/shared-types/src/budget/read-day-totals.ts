import type { PlanName } from "../plans/plan.ts";
import type { DayTotals } from "../ports/ledger.ts";

/** Part of a day's totals: the first holds what has been rolled up, the others what has come since. */
export interface DayPage extends DayTotals {
  /** Where the next page begins; null on the last one. */
  readonly after: number | null;
}

/** Adds up the pages of a day's ledger. */
export async function readDayTotals(readPage: (after: number | null) => Promise<DayPage>): Promise<DayTotals> {
  const chargedMicroUsd: Record<PlanName, number> = { guest: 0, free: 0, plus: 0, pro: 0 };
  let isNew = true;
  let after: number | null = null;
  do {
    const page: DayPage = await readPage(after);
    // safe because the record's keys are plan names
    for (const plan of Object.keys(chargedMicroUsd) as PlanName[]) chargedMicroUsd[plan] += page.chargedMicroUsd[plan];
    isNew &&= page.isNew;
    after = page.after;
  } while (after !== null);
  return { chargedMicroUsd, isNew };
}
