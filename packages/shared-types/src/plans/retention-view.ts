import type { PlanName } from "./plan.ts";

/** What somebody is told of how long their conversations are kept. */
export interface RetentionView {
  readonly plan: PlanName;
  /** Null: as long as they want. */
  readonly retentionDays: number | null;
  /** When the plan last changed: nothing goes for two weeks after that. */
  readonly planSinceMs: number | null;
  /** What goes within three days, the oldest first. */
  readonly next: readonly { readonly id: string; readonly title: string; readonly keptUntilMs: number }[];
}
