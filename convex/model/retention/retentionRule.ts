import { PAID_PLANS, type PlanLimits, type PlanName } from "@sendcat/shared-types";

const DAY_MS = 86_400_000;

/** After a change of plan nothing is deleted for this long: time to read the notice, or to change the plan back. */
export const NOTICE_MS = 14 * DAY_MS;
/** Threads that were not opened for this long move to the archive, on paid plans. */
export const ARCHIVE_AFTER_MS = 90 * DAY_MS;
export const ARCHIVING_PLANS: readonly PlanName[] = PAID_PLANS;

export interface OwnerStanding {
  readonly plan: PlanName;
  /** When the plan last changed; null: never. */
  readonly planSinceMs: number | null;
}

/** When a thread last written to at `updatedAtMs` may be deleted; null: only when its owner deletes it. */
export function keptUntilMs(
  updatedAtMs: number,
  { plan, planSinceMs }: OwnerStanding,
  plans: Readonly<Record<PlanName, Pick<PlanLimits, "retentionDays">>>,
): number | null {
  const { retentionDays } = plans[plan];
  if (retentionDays === null) return null;
  return Math.max(updatedAtMs + retentionDays * DAY_MS, (planSinceMs ?? Number.NEGATIVE_INFINITY) + NOTICE_MS);
}
