import type { PlanName } from "./plan.ts";

/** What a user is told about how long their conversations are kept. */
export interface RetentionView {
  readonly plan: PlanName;
  /** Null: as long as the user wants. */
  readonly retentionDays: number | null;
  /** When the plan last changed: nothing is deleted for two weeks after that. */
  readonly planSinceMs: number | null;
  /** What will be deleted within three days, oldest first. */
  readonly next: readonly { readonly id: string; readonly title: string; readonly keptUntilMs: number }[];
}
