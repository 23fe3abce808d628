import { PLAN_NAMES, type PlanName } from "../plans/plan.ts";
import type { DayTotals } from "../ports/ledger.ts";
import { recordOf } from "../records/record-of.ts";

/** Part of a day's totals: the first page holds what has been rolled up, the others what was added since. */
export interface DayPage extends DayTotals {
  /** Where the next page begins; null on the last page. */
  readonly after: number | null;
}

/** Adds up the pages of a day's ledger. */
export async function readDayTotals(readPage: (after: number | null) => Promise<DayPage>): Promise<DayTotals> {
  const chargedMicroUsd: Record<PlanName, number> = recordOf(PLAN_NAMES, () => 0);
  let isNew = true;
  let after: number | null = null;
  do {
    const page: DayPage = await readPage(after);
    for (const plan of PLAN_NAMES) chargedMicroUsd[plan] += page.chargedMicroUsd[plan];
    isNew &&= page.isNew;
    after = page.after;
  } while (after !== null);
  return { chargedMicroUsd, isNew };
}
